import DisruptionCore

/// Airports that a larger network adds, the busiest first, and what is assumed of them.
enum FurtherAirports {
    /// Airports that one step of the scale adds.
    static let perStep = 3

    /// In Europe and around it; ranked by hand after passengers of 2023.
    private static let codes: StaticString = """
        IST ZRH VIE CPH OSL ARN LIS BRU ATH PMI DUS HEL WAW ORY STN BER GVA MXP PRG BUD HAM NCE MLA AGP
        EDI LTN OTP ALC STR CGN LYS BHX VCE NAP BGY CTA MRS TLS OPO KRK SOF RIX GLA TFS LPA SXB BRS BGO
        GOT FAO LCY ACE IBZ VLC SVQ BIO BOD NTE BSL TRN BLQ PSA CIA PMO CAG BRI EIN CRL RTM LUX SKG HER
        RHO CFU TLL VNO KEF TRD SVG BLL AAL GDN WRO KTW POZ BEG ZAG SPU DBV LJU SKP TIA OHD SJJ TGD CLJ
        TSR IAS VAR BOJ NCL LPL EMA ABZ BFS BHD SOU CWL ORK SNN NOC HAJ NUE LEJ DRS FMO BRE PAD FKB FMM
        SCN FDH INN SZG GRZ LNZ KLU BRN LUG MPL BES RNS LIL BIQ PUF GRX XRY SCQ VGO LCG OVD SDR ZAZ MAH
        FUE TFN FNC PDL VRN TSF RMI AOI PEG SUF REG BDS OLB AHO TPS KGS JTR JMK CHQ ZTH LCA PFO ADB AYT
        ESB SAW TLV CAI CMN RAK TUN ALG BEY AMM KBP LED SVO DME VKO
        """

    /// The airports of the first so many steps; fewer where the list or the directory ends.
    static func airports(steps: Int, directory: AirportDirectory) -> [NetworkAirport] {
        var found: [NetworkAirport] = []
        for code in "\(codes)".split(whereSeparator: { $0 == " " || $0 == "\n" }) where found.count < steps * perStep {
            guard let iata = AirportCode(String(code)), let airport = directory.airport(iata), !airport.icao.isNone
            else { continue }
            found.append(profile(airport))
        }
        return found
    }

    /// Runways lie as the wind blows, which none of them publishes here: west and east in the north, else turned.
    private static func profile(_ airport: Airport) -> NetworkAirport {
        let turn = Int(Hash64.mix(airport.iata.packed) % 9) * 10
        let heading = 50 + turn
        return NetworkAirport(
            iata: airport.iata, icao: airport.icao, latitude: airport.latitude, longitude: airport.longitude,
            elevationFt: 300, runways: [heading, heading + 180], climate: climate(airport), taxiOut: 13, taxiIn: 6,
            connecting: 50, curfew: nil, piers: "ABCD")
    }

    private static func climate(_ airport: Airport) -> Climate {
        if airport.latitude < 44.5 { return .mediterranean }
        return airport.longitude < 5 ? .maritime : .continental
    }
}
