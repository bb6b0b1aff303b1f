import Testing

@testable import DisruptionService

/// Huge pages are asked for once, and never against what somebody set.
struct HugePagesTests {
    @Test func asksWhereNobodySaidAnything() { #expect(HugePages.wanted(nil) == "glibc.malloc.hugetlb=1") }

    @Test func leavesWhatWasSetAlone() {
        for held in ["", "glibc.malloc.hugetlb=0", "glibc.malloc.hugetlb=1", "glibc.malloc.arena_max=2"] {
            #expect(HugePages.wanted(held) == nil)
        }
    }
}
