import DisruptionService
import Glibc

// A reader that has gone is an error of the write, not the end of the process.
signal(SIGPIPE, SIG_IGN)
exit(Program.iropsd.run(Array(CommandLine.arguments.dropFirst())).rawValue)
