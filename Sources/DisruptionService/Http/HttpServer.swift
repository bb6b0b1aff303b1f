import CLibmicrohttpd
import Glibc

/// Serves fixed paths over HTTP on one thread of its own; the only owner of the `MHD_Daemon`.
///
/// GET and HEAD alone. Connections, their memory and their silence are bounded by `ServiceLimits`. libmicrohttpd
/// calls back from its own thread only, and not any more once `MHD_stop_daemon` has returned. Source: microhttpd.h,
/// MHD_USE_INTERNAL_POLLING_THREAD and MHD_stop_daemon.
public final class HttpServer: @unchecked Sendable {
    // Unchecked: both pointers are set in `init`, and taken by `deinit` alone.
    private let daemon: OpaquePointer
    private let routes: Unmanaged<HttpRoutes>
    /// The port that is listened on, also where the address left the choice to the system.
    public let port: UInt16

    /// Starts serving.
    /// - Parameter token: what requests of routes that are not open have to bring; nil for nothing.
    /// - Throws: `HttpError` when the address cannot be listened on.
    public init(_ address: ListenAddress, routes: [HttpRoute], token: Secret? = nil) throws(HttpError) {
        let socket = try ListenSocket.open(address)
        port = ListenSocket.port(of: socket)
        let box = Unmanaged.passRetained(HttpRoutes(routes, token))
        let started = iropsd_http_start(
            socket, ServiceLimits.httpConnections, ServiceLimits.httpIdleSeconds, ServiceLimits.httpConnectionBytes,
            answerHttpRequest, box.toOpaque())
        guard let started else {
            close(socket)
            box.release()
            throw HttpError(address, "the server cannot start: \(SystemError.text(errno))")
        }
        daemon = started
        self.routes = box
    }

    /// Ends all connections and closes the socket.
    deinit {
        MHD_stop_daemon(daemon)
        routes.release()
    }

    /// The version of the library that is loaded.
    public static var libraryVersion: String { String(cString: MHD_get_version()) }
}

/// The paths of a server.
final class HttpRoutes: Sendable {
    private let routes: [String: HttpRoute]
    private let token: Secret?

    init(_ routes: [HttpRoute], _ token: Secret? = nil) {
        self.token = token
        self.routes = Dictionary(routes.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// - Parameter authorization: the header of that name; nil for none.
    func response(method: String, path: String, authorization: String? = nil) -> HttpResponse {
        if let token, routes[path]?.isOpen != true, !Self.isSame(authorization ?? "", "Bearer \(token.reveal())") {
            return .text("Authorization: Bearer TOKEN is missing or wrong; it is http.token here.\n", status: 401)
        }
        guard let route = routes[path] else {
            return .text(
                "There is no such page; there are \(routes.keys.sorted().joined(separator: " ")).\n", status: 404)
        }
        guard method == "GET" || method == "HEAD" else { return .text("Only GET and HEAD.\n", status: 405) }
        return route.respond()
    }

    /// Takes as long for a text that is nearly right as for any of its length.
    private static func isSame(_ one: String, _ other: String) -> Bool {
        let (one, other) = (Array(one.utf8), Array(other.utf8))
        return one.count == other.count && zip(one, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// libmicrohttpd calls this when a request's head is there, and again when its body is.
///
/// What is neither GET nor HEAD is answered at once, which closes the connection without reading a body; a body of a
/// GET closes it without an answer.
private func answerHttpRequest(
    context: UnsafeMutableRawPointer?, connection: OpaquePointer?, url: UnsafePointer<CChar>?,
    method: UnsafePointer<CChar>?, version: UnsafePointer<CChar>?, upload: UnsafePointer<CChar>?,
    uploadSize: UnsafeMutablePointer<Int>?, state: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let context, let connection, let url, let method, let state, let uploadSize else { return .NO }
    let verb = String(cString: method)
    let isRead = verb == "GET" || verb == "HEAD"
    if isRead, state.pointee == nil {
        state.pointee = context
        return .YES
    }
    if isRead, uploadSize.pointee > 0 { return .NO }
    let routes = Unmanaged<HttpRoutes>.fromOpaque(context).takeUnretainedValue()
    let response = routes.response(
        method: verb, path: String(cString: url),
        authorization: iropsd_http_header(connection, "Authorization").map { String(cString: $0) })
    let queued = response.body.withUnsafeBytes { body in
        MHD_create_response_from_buffer(
            body.count, UnsafeMutableRawPointer(mutating: body.baseAddress), .RESPMEM_MUST_COPY)
    }
    guard let queued else { return .NO }
    defer { MHD_destroy_response(queued) }
    MHD_add_response_header(queued, "Content-Type", response.contentType)
    MHD_add_response_header(queued, "Cache-Control", "no-store")
    if response.status == 401 { MHD_add_response_header(queued, "WWW-Authenticate", "Bearer") }
    if response.status == 405 { MHD_add_response_header(queued, "Allow", "GET, HEAD") }
    return MHD_queue_response(connection, response.status, queued)
}
