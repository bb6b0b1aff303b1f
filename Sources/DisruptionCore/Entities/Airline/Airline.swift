/// One airline: how its departures came out.
struct Airline {
    let code: CarrierCode
    init(code: CarrierCode) { self.code = code }
}
