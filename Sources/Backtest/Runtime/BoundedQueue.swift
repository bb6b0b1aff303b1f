/// A queue of a few elements between two threads: who puts waits while it is full, who takes while it is empty.
final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
    // Unchecked: everything below is touched under the lock of `signpost`.
    private let signpost = Signpost()
    private let capacity: Int
    private var elements: [Element] = []
    private var isClosed = false

    /// - Parameter capacity: 1 or more.
    init(capacity: Int) { self.capacity = capacity }

    /// Puts an element at the end.
    /// - Returns: false when the queue is closed; the element is dropped then.
    func put(_ element: Element) -> Bool {
        signpost.lock()
        defer { signpost.unlock() }
        while elements.count >= capacity, !isClosed { signpost.wait() }
        if isClosed { return false }
        elements.append(element)
        if elements.count == 1 { signpost.wakeAll() }
        return true
    }

    /// Takes out the first element; nil when there is none and none will come.
    func take() -> Element? {
        signpost.lock()
        defer { signpost.unlock() }
        while elements.isEmpty, !isClosed { signpost.wait() }
        if elements.isEmpty { return nil }
        if elements.count == capacity { signpost.wakeAll() }
        return elements.removeFirst()
    }

    /// Nothing more will come; what is in the queue can still be taken.
    func close() {
        signpost.lock()
        isClosed = true
        signpost.wakeAll()
        signpost.unlock()
    }
}
