import Chaos
import Glibc

exit(ChaosRun(words: Array(CommandLine.arguments.dropFirst())).run())
