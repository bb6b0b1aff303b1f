/// Who committed a position: the transactional id, at the end of the position's metadata as `;t=…`. A dead owner's
/// transaction keeps its positions from being read until somebody takes its id over.
public enum PositionOwner {
    private static let mark = ";t="

    /// What stands at the end of the metadata of an owner's positions.
    /// - Returns: nothing for an id that would not be found again.
    public static func text(_ id: String) -> String { id.isEmpty || id.contains(";") ? "" : mark + id }

    /// The owner's id; nil where the metadata names none.
    public static func id(in metadata: String) -> String? {
        metadata.split(separator: ";").last { $0.hasPrefix(mark.dropFirst()) }.map { String($0.dropFirst(2)) }
    }
}
