import DisruptionService
import Glibc

Lifecycle.maskSignals()
exit(Program.iropsd.run(Array(CommandLine.arguments.dropFirst())).rawValue)
