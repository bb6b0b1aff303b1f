import Glibc

/// Where the tests look for what is not in the repository.
package enum PackageRoot {
    /// The folder of Package.swift.
    package static let path = String(
        #filePath.split(separator: "/").dropLast(4).reduce(into: "") { $0 += "/" + $1 })

    /// The path that an environment variable names, else the first `shared` folder beside or one above the repository
    /// that has such an entry, else nil.
    package static func beside(_ entry: String, variable: String) -> String? {
        if let value = getenv(variable) {
            let named = String(cString: value)
            if !named.isEmpty { return named }
        }
        return ["/../shared/", "/../../shared/"].map { path + $0 + entry }.first(where: TextFile.exists)
    }
}
