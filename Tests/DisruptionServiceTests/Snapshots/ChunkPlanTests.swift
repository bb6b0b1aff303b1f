import Testing

@testable import DisruptionService

struct ChunkPlanTests {
    private func want(_ job: Int, _ chunk: Int) -> ChunkPlan.Want { ChunkPlan.Want(job: job, chunk: chunk) }

    @Test func nothingIsDoneAtOnce() {
        #expect(ChunkPlan().step() == .done)
    }

    @Test func chunksOfSeveralAreReadInOnePass() {
        var plan = ChunkPlan()
        plan.add(want(1, 0), at: 10)
        plan.add(want(2, 0), at: 12)
        plan.add(want(3, 0), at: 12)
        #expect(plan.step() == .seek(10))
        plan.place(at: 10)
        #expect(plan.step() == .read)
        #expect(plan.take(10).wants == [want(1, 0)])
        #expect(plan.take(11).wants.isEmpty)
        #expect(plan.take(12).wants == [want(2, 0), want(3, 0)])
        #expect(plan.step() == .done)
        #expect(plan.isEmpty)
    }

    @Test func wideGapsAreGoneAround() {
        var plan = ChunkPlan()
        plan.add(want(1, 0), at: 0)
        plan.add(want(1, 1), at: 1 + ChunkPlan.passedOver)
        plan.add(want(1, 2), at: 1_000)
        plan.place(at: 0)
        _ = plan.take(0)
        #expect(plan.step() == .read)
        _ = plan.take(1 + ChunkPlan.passedOver)
        #expect(plan.step() == .seek(1_000))
    }

    @Test func whatIsPassedIsMissingAndWhatWasBehindIsReadLater() {
        var plan = ChunkPlan()
        plan.add(want(1, 0), at: 10)
        plan.add(want(1, 1), at: 11)
        plan.add(want(1, 2), at: 12)
        plan.place(at: 10)
        _ = plan.take(10)
        plan.add(want(2, 0), at: 4)
        let (wants, missing) = plan.take(12)
        #expect(wants == [want(1, 2)])
        #expect(missing == [want(1, 1)])
        #expect(plan.step() == .seek(4))
    }

    @Test func anEndTakesAllThatIsBehindIt() {
        var plan = ChunkPlan()
        plan.add(want(1, 0), at: 10)
        plan.add(want(2, 0), at: 30)
        plan.place(at: 20)
        // Of before the reader was placed.
        #expect(plan.end(at: 19).isEmpty)
        #expect(plan.end(at: 25) == [want(2, 0)])
        #expect(plan.step() == .seek(10))
    }

    @Test func aJobIsForgotten() {
        var plan = ChunkPlan()
        plan.add(want(1, 0), at: 10)
        plan.add(want(1, 1), at: 11)
        plan.add(want(2, 0), at: 11)
        plan.remove(job: 1)
        #expect(plan.step() == .seek(11))
        #expect(plan.takeAll() == [want(2, 0)])
    }
}
