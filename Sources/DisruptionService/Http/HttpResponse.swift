import WireFormat

/// What a route answers.
public struct HttpResponse: Sendable, Equatable {
    /// e.g. 200 or 503.
    public let status: UInt32
    public let contentType: String
    public let body: [UInt8]

    public init(status: UInt32 = 200, contentType: String, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    /// Plain text.
    public static func text(_ text: String, status: UInt32 = 200) -> HttpResponse {
        HttpResponse(status: status, contentType: "text/plain; charset=utf-8", body: Array(text.utf8))
    }

    /// JSON that `write` puts into a writer.
    static func json(status: UInt32 = 200, _ write: (inout JSONWriter) -> Void) -> HttpResponse {
        var json = JSONWriter()
        write(&json)
        return HttpResponse(status: status, contentType: "application/json", body: Array(json.bytes) + [0x0A])
    }
}

/// One path and what it answers to GET and HEAD.
public struct HttpRoute: Sendable {
    /// From the slash on, without a query.
    let path: String
    /// Answers without the token too.
    let isOpen: Bool
    /// Called on the server's one thread, so it answers at once.
    let respond: @Sendable () -> HttpResponse

    public init(_ path: String, isOpen: Bool = false, respond: @escaping @Sendable () -> HttpResponse) {
        self.path = path
        self.isOpen = isOpen
        self.respond = respond
    }
}
