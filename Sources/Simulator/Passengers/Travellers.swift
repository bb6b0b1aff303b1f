import DisruptionCore

/// What is known of one passenger, besides an id: nothing personal.
///
/// Shares are set by hand: about half are in no programme; 1.5 in a hundred need assistance, as European airports
/// report; three in a thousand who travel alone are unaccompanied minors.
struct Travellers: ~Copyable {
    /// Every way in which a passenger without special needs goes on behind the id, one after the other.
    private var texts = ByteWriter(capacity: 16 * 1024)
    /// Where each of them begins: by language, channels and tier; one more than there are.
    private var begins: [Int32] = [0]

    private static let tiers: [StaticString] = [
        "\"", "\",\"tier\":\"member\"", "\",\"tier\":\"silver\"", "\",\"tier\":\"gold\"",
    ]
    private static let channels: [StaticString] = [
        ",\"channels\":[\"push\",\"mail\"],\"language\":\"", ",\"channels\":[\"mail\"],\"language\":\"",
        ",\"channels\":[\"sms\",\"mail\"],\"language\":\"", ",\"channels\":[\"push\",\"sms\"],\"language\":\"",
        ",\"channels\":[\"sms\"],\"language\":\"",
    ]
    /// As BCP 47 writes them.
    static let languages: [StaticString] = ["en", "de", "fr", "es", "it", "nl", "pt", "pl"]

    init() {
        for language in Self.languages {
            for channel in Self.channels {
                for tier in Self.tiers {
                    texts.put(tier)
                    texts.put(channel)
                    texts.put(language)
                    texts.put("\"}")
                    begins.append(Int32(texts.count))
                }
            }
        }
    }

    /// Writes a passenger of a booking.
    /// - Parameters:
    ///   - person: place in the booking, 0…8.
    ///   - bits: chance of their own.
    ///   - isAlone: whether nobody else is on the booking.
    ///   - home: the language of the airline's country, a place in `languages`.
    @inline(__always) func write(
        to out: inout ByteWriter, _ booking: BookingCode, person: Int, bits: UInt64, isAlone: Bool, home: Int
    ) {
        out.put("{\"passenger_id\":\"P-")
        booking.put(to: &out)
        out.put(UInt16(0x2D) | UInt16(0x31 + person) << 8)
        let tier = Self.tier(bits & 0x7F)
        let channel = Self.channel(bits >> 17 & 7)
        let language = Self.language(bits >> 20 & 0xF, home: home)
        if let need = Self.need(bits >> 7 & 0x3FF, isAlone: isAlone) {
            out.put(Self.tiers[tier])
            out.put(need)
            out.put(Self.channels[channel])
            out.put(Self.languages[language])
            return out.put("\"}")
        }
        let place = (language * Self.channels.count + channel) * Self.tiers.count + tier
        out.putBytes(UnsafeRawBufferPointer(rebasing: texts.bytes[Int(begins[place])..<Int(begins[place + 1])]))
    }

    private static func tier(_ draw: UInt64) -> Int { draw < 70 ? 0 : draw < 106 ? 1 : draw < 120 ? 2 : 3 }

    private static func channel(_ draw: UInt64) -> Int { draw < 3 ? 0 : draw < 5 ? 1 : Int(draw) - 3 }

    /// Most speak the language of the airline, others English, French, German or Spanish.
    private static func language(_ draw: UInt64, home: Int) -> Int {
        switch draw {
        case ..<9: home
        case ..<13: 0
        case 13: 2
        case 14: 1
        default: 3
        }
    }

    /// Codes of special services. Source: IATA SSR codes (AIRIMP).
    private static func need(_ draw: UInt64, isAlone: Bool) -> StaticString? {
        switch draw {
        case ..<8: ",\"special_needs\":[\"WCHR\"]"
        case ..<10: ",\"special_needs\":[\"WCHS\"]"
        case 10: ",\"special_needs\":[\"WCHC\"]"
        case 11: ",\"special_needs\":[\"BLND\"]"
        case 12: ",\"special_needs\":[\"DEAF\"]"
        case ..<15: ",\"special_needs\":[\"MEDA\"]"
        case ..<18 where isAlone: ",\"special_needs\":[\"UMNR\"]"
        default: nil
        }
    }
}
