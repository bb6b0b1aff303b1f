#pragma once
#include <microhttpd.h>

/// MHD_start_daemon on a socket that listens already; Swift cannot call functions with variable arguments.
static inline struct MHD_Daemon *iropsd_http_start(int socket, unsigned int connections, unsigned int idle_seconds,
                                                   size_t connection_bytes, MHD_AccessHandlerCallback handler,
                                                   void *context) {
  return MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_AUTO, 0, NULL, NULL, handler, context,
                          MHD_OPTION_LISTEN_SOCKET, socket, MHD_OPTION_CONNECTION_LIMIT, connections,
                          MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                          connection_bytes, MHD_OPTION_END);
}

/// The value of a request's header, NULL where it has none; lives as long as the request.
static inline const char *iropsd_http_header(struct MHD_Connection *connection, const char *name) {
  return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}
