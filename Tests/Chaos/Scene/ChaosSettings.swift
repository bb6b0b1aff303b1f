/// How much, how fast and how long.
package struct ChaosSettings: Sendable {
    package var seed: UInt64 = 1
    /// How often each fault is done.
    package var rounds = 3
    /// Records a second that are fed in.
    package var perSecond = 500.0
    /// Aircraft, with some five legs a day each.
    package var tails = 200
    /// How long the stream flows between two strikes, seconds.
    package var flowSeconds = 1.0...3.0
    /// How long the database or the network is away, seconds.
    package var outageSeconds = 20.0
    /// Longest wait for an output after a strike, seconds.
    package var outputSeconds = 90.0
    /// Longest wait until everything is read after the end of the input, seconds.
    package var quietSeconds = 180.0
    /// What a process may hold, 10^6 bytes.
    package var megabytesMax = 400.0

    package init() {}
}
