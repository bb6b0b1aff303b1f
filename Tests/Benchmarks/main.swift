import Glibc

let words = Array(CommandLine.arguments.dropFirst())
if words.contains("--help") || words.contains("-h") {
    Console.say(BenchmarkOptions.help)
    exit(0)
}
do {
    try BenchmarkRun(BenchmarkOptions(words, environment: BenchmarkOptions.variable)).report()
} catch let problem as BenchmarkOptions.Problem {
    Console.complain("Benchmarks: \(problem.text)")
    exit(2)
} catch is Interruption.Ended {
    Console.complain("Benchmarks: ended before the last figure")
    exit(130)
} catch {
    Console.complain("Benchmarks: \(error)")
    exit(1)
}
