package import DisruptionCore

/// A version of a disruption as columns. Texts are views into the record or the reader, until the next record.
package struct DisruptionRow {
    package let id: UnsafeRawBufferPointer
    package let version: Int64
    package let lifecycle: UnsafeRawBufferPointer
    package let isConfirmed: Bool
    package let pattern: UnsafeRawBufferPointer
    package let severity: UnsafeRawBufferPointer
    package let category: UnsafeRawBufferPointer?
    package let subjectKind: UnsafeRawBufferPointer
    package let subjectID: UnsafeRawBufferPointer
    package let rootKind: UnsafeRawBufferPointer?
    package let rootID: UnsafeRawBufferPointer?
    package let rootCause: UnsafeRawBufferPointer?
    package let parentID: UnsafeRawBufferPointer?
    package let supersededBy: UnsafeRawBufferPointer?
    package let confidence: Double?
    package let detectedAt: Instant?
    package let firstEffectAt: Instant?
    package let leadMinutes: Int32?
    package let eventTime: Instant
    package let explanation: UnsafeRawBufferPointer?
    package let triggerEventID: UnsafeRawBufferPointer?
    package let correlationID: UnsafeRawBufferPointer?
    package let configID: UnsafeRawBufferPointer?
}

/// One reason for what that version says, with the bound it passed.
package struct EvidenceRow {
    package let what: UnsafeRawBufferPointer
    package let value: Double?
    package let threshold: Double?
}

/// A leg of that version as columns.
package struct DisruptionLegRow {
    package let leg: UnsafeRawBufferPointer
    package let depth: Int32?
    package let predictedDelayMinutes: Int32?
    package let reactionaryMinutes: Int32?
    package let scheduledDeparture: Instant?
}
