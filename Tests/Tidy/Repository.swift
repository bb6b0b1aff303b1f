import Foundation

/// The files of this repository as they lie on disk, without what is built and without dot folders other than `.ci`.
struct Repository {
    /// A text file, its path relative to the root.
    struct File {
        let path: String
        let bytes: [UInt8]
        /// Code apart from comments, of Swift files.
        let text: SwiftText

        init(path: String, bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
            text = SwiftText(path.hasSuffix(".swift") ? bytes : [])
        }

        var name: String { String(path.split(separator: "/").last ?? "") }
        var fileExtension: String { name.contains(".") ? String(name.split(separator: ".").last ?? "") : "" }
        var lines: [ArraySlice<UInt8>] { bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) }
        /// A first line that says so exempts a file from the rules about its form.
        var isGenerated: Bool {
            String(decoding: lines[0], as: UTF8.self).lowercased().contains("generated")
        }

        func isUnder(_ folder: String) -> Bool { path.hasPrefix(folder + "/") }
    }

    let root: String
    let files: [File]
    /// Relative paths of all folders.
    let folders: [String]

    var swiftFiles: [File] { files.filter { $0.fileExtension == "swift" } }

    static let current = Repository(root: URL(filePath: #filePath).appending(path: "../../..").standardized.path)

    init(root: String) {
        var files: [File] = []
        var folders: [String] = []
        let manager = FileManager.default
        var pending = [""]
        while let folder = pending.popLast() {
            for name in (try? manager.contentsOfDirectory(atPath: root + "/" + folder)) ?? [] {
                guard name != ".git" else { continue }
                let path = folder.isEmpty ? name : folder + "/" + name
                var isFolder: ObjCBool = false
                guard manager.fileExists(atPath: root + "/" + path, isDirectory: &isFolder) else { continue }
                if isFolder.boolValue {
                    guard !name.hasPrefix(".") || path == ".ci" else { continue }
                    pending.append(path)
                    folders.append(path)
                } else if let data = manager.contents(atPath: root + "/" + path), !data.contains(0) {
                    files.append(File(path: path, bytes: [UInt8](data)))
                }
            }
        }
        self.root = root
        self.files = files.sorted { $0.path < $1.path }
        self.folders = folders.sorted()
    }
}
