/// One airport: the demand that its legs make, and its last weather.
struct AirportState {
    let code: AirportCode
    var touched: Int32 = -1
    init(code: AirportCode) { self.code = code }
}
