/// What a leg has told its airports of the demand it makes.
struct LegDemand {
}
