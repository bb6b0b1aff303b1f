/// Lends Swift strings to C as NUL-terminated bytes for the length of a call.
///
/// - Parameter strings: without NUL characters; what follows one would be lost.
package func withStrings<R>(_ strings: [String], _ body: ([UnsafePointer<CChar>]) -> R) -> R {
    var bytes: [CChar] = []
    var starts: [Int] = []
    for string in strings {
        starts.append(bytes.count)
        bytes.append(contentsOf: string.utf8.lazy.map { CChar(bitPattern: $0) })
        bytes.append(0)
    }
    return bytes.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return body([]) }
        return body(starts.map { base + $0 })
    }
}
