import WireFormat

/// The pages of the daemon: /live, /ready, /metrics, /status.
public enum ServiceRoutes {
    /// The routes over what the service knows of itself.
    public static func all(health: Health, metrics: MetricsRegistry, status: StatusBoard) -> [HttpRoute] {
        [
            HttpRoute("/live", isOpen: true) {
                .json { json in
                    json.beginObject()
                    json.field("live", true)
                    json.endObject()
                }
            },
            HttpRoute("/ready") { ready(health) },
            HttpRoute("/metrics") {
                HttpResponse(contentType: MetricsRegistry.contentType, body: Array(metrics.text.utf8))
            },
            HttpRoute("/status") { .json { status.write(to: &$0) } },
        ]
    }

    /// 200 when everything is there, otherwise 503 with what is not.
    private static func ready(_ health: Health) -> HttpResponse {
        let missing = health.all.filter { !$0.isReady }
        return .json(status: missing.isEmpty ? 200 : 503) { json in
            json.beginObject()
            json.field("ready", missing.isEmpty)
            json.key("not_ready")
            json.beginArray()
            for condition in missing {
                json.beginObject()
                json.field("name", condition.name)
                json.field("waiting_for", ifPresent: condition.missing)
                json.endObject()
            }
            json.endArray()
            json.endObject()
        }
    }
}
