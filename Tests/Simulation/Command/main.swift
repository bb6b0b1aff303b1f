import Glibc

exit(SimulationRun(words: Array(CommandLine.arguments.dropFirst())).run())
