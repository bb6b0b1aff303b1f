extension Connection {
    /// Runs `body` in a transaction: commits what it did, or rolls all of it back where it throws.
    ///
    /// An error of COMMIT whose kind is `connectionLost` leaves open whether the transaction took place; callers that
    /// write positions in the same transaction read them again on the next connection.
    @discardableResult
    public func inTransaction<R>(_ body: (borrowing Connection) throws -> R) throws -> R {
        try execute("BEGIN")
        do {
            let value = try body(self)
            try execute("COMMIT")
            return value
        } catch {
            // The first error is the one that tells; a rollback on a lost connection has nothing to undo.
            if isOpen, isInTransaction { _ = try? execute("ROLLBACK") }
            throw error
        }
    }

    /// Runs `body` inside an open transaction so that its failure undoes only what it did itself.
    @discardableResult
    public func inSavepoint<R>(_ name: String, _ body: (borrowing Connection) throws -> R) throws -> R {
        try execute("SAVEPOINT \(name)")
        do {
            let value = try body(self)
            try execute("RELEASE SAVEPOINT \(name)")
            return value
        } catch {
            if isOpen { _ = try? execute("ROLLBACK TO SAVEPOINT \(name); RELEASE SAVEPOINT \(name)") }
            throw error
        }
    }
}
