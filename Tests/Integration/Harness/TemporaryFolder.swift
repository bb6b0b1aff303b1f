import Glibc
import Synchronization

/// A folder of one's own that never outlives the tests, nor does any process started from it.
///
/// A small shell stands beside it and reads a socket whose other end only this process holds. When the folder is let
/// go, or this process ends in whatever way, the socket closes, and the shell kills every process whose command line
/// names the folder, unmounts what is mounted there and removes it.
package final class TemporaryFolder: Sendable {
    package let path: String
    private let guardian: SpawnedProcess
    private let lifeline: Int32
    private let names = Mutex(0)

    /// Longest wait for the guardian to clean up. Seconds.
    private static let cleanupSeconds = 30.0

    package init(in parent: String = "/tmp") throws(HarnessError) {
        var template = Array((parent + "/iropsd-test-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw HarnessError("cannot make a folder in \(parent): \(String(cString: strerror(errno)))")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var ends: [Int32] = [-1, -1]
        // Close-on-exec from the start: no other child may hold the end whose closing tells that we are gone.
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw HarnessError("cannot make a socket pair: \(String(cString: strerror(errno)))")
        }
        lifeline = ends[1]
        defer { close(ends[0]) }
        // The folder's name comes by environment: in an argument it would make the guardian its own victim.
        guardian = try SpawnedProcess(["sh", "-c", Self.script], environment: ["GUARDED": path], input: ends[0])
    }

    deinit {
        close(lifeline)
        _ = guardian.exitCode(within: Self.cleanupSeconds)
    }

    /// A path in the folder that has not been given out before.
    package func unusedPath(_ name: String) -> String {
        names.withLock { count in
            count += 1
            return "\(path)/\(count)-\(name)"
        }
    }

    /// The guardian's program. Standard input: ends when the folder is to go. Variable `GUARDED`: the folder.
    package static let script = """
        cd /; read -r line
        for round in 1 2 3 4 5 6 7 8 9 10; do
            found=
            for process in /proc/[0-9]*; do
                { words=$(tr '\\0' ' ' < "$process/cmdline"); } 2> /dev/null || continue
                case $words in *"$GUARDED/"*) kill -9 "${process#/proc/}" 2> /dev/null && found=1 ;; esac
            done
            [ -n "$found" ] || break
            sleep 0.1
        done
        while read -r _ mounted _; do
            case $mounted in "$GUARDED/"*) umount -l "$mounted" ;; esac
        done < /proc/mounts
        rm -rf -- "$GUARDED"
        """
}
