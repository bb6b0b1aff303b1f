extension CodeText {
    /// `24012G25KT 200V280`, `VRB02KT`, `00000KT`.
    /// Source: WMO-No. 306 FM 15, 15.5; ICAO Annex 3 appendix 3, 4.1.5.2.
    mutating func wind(_ now: Conditions, hasSector: Bool = true) {
        if now.wind == 0 { return group("00000KT") }
        if now.isWindVariable {
            group("VRB")
        } else {
            group(now.windFrom, digits: 3)
        }
        add(now.wind, digits: 2)
        if now.gust > 0 {
            add("G")
            add(now.gust, digits: 2)
        }
        add("KT")
        if hasSector, now.windSector.from != now.windSector.to, !now.isWindVariable {
            group(now.windSector.from, digits: 3)
            add("V")
            add(now.windSector.to, digits: 3)
        }
    }

    /// Visibility, m; 9999 for 10 km and more.
    mutating func visibility(_ m: Int) { group(min(m, 9_999), digits: 4) }

    /// What falls, with thunder: `-SHRA`, `+TSRA`, `SN`.
    mutating func fall(_ now: Conditions) {
        guard let fall = now.precipitation else { return }
        group(fall.intensity == .light ? "-" : fall.intensity == .heavy ? "+" : "")
        if now.isThunderstorm { add("TS") } else if fall.isShower && fall.kind != .freezingRain { add("SH") }
        addType(fall)
    }

    /// Recent weather, which has no intensity, and no shower of rain and snow.
    mutating func recent(_ fall: Precipitation) {
        group("RE")
        if fall.isShower, fall.kind == .rain || fall.kind == .snow { add("SH") }
        addType(fall)
    }

    private mutating func addType(_ fall: Precipitation) {
        switch fall.kind {
        case .drizzle: add("DZ")
        case .rain: add("RA")
        case .sleet: add("RASN")
        case .snow: add("SN")
        case .freezingRain: add("FZRA")
        }
    }

    /// What else takes the sight: FG or FZFG below 1 km, BR from 1 to 5 km in wet air, HZ in dry; then blowing snow.
    mutating func obscuration(_ now: Conditions) {
        if now.isFog {
            group(now.temperature < 0 ? "FZFG" : "FG")
        } else if now.visibility >= 1_000, now.visibility <= 5_000 {
            let spread = now.temperature - now.dewPoint
            if spread < 2.5 {
                if now.precipitation?.kind != .snow { group("BR") }
            } else if now.precipitation == nil {
                group("HZ")
            }
        }
        if now.hasBlowingSnow { group("BLSN") }
    }

    /// Clouds of operational significance: below 5,000 ft, or CB and TCU at any height; the lowest layer, the next of
    /// 3 oktas and more, the next of 5 and more.
    /// Source: ICAO Annex 3 appendix 3, 4.5.4.3.
    /// - Parameter hasTowering: with TCU, which forecasts do not tell.
    /// - Returns: whether a group was written.
    @discardableResult mutating func sky(_ now: Conditions, hasTowering: Bool = true) -> Bool {
        if let height = now.verticalVisibility {
            group("VV")
            add(height / 100, digits: 3)
            return true
        }
        var least = 1
        var isWritten = false
        for layer in [now.layers.0, now.layers.1, now.layers.2] where layer.oktas > 0 {
            let isSignificant = layer.base < 5_000 || layer.tower != .none
            guard isSignificant, layer.oktas >= least || layer.tower != .none else { continue }
            switch layer.oktas {
            case 1...2: group("FEW")
            case 3...4: group("SCT")
            case 5...7: group("BKN")
            default: group("OVC")
            }
            add(layer.base / 100, digits: 3)
            switch layer.tower {
            case .none: break
            case .toweringCumulus: if hasTowering { add("TCU") }
            case .cumulonimbus: add("CB")
            }
            least = least == 1 ? 3 : 5
            isWritten = true
        }
        return isWritten
    }
}

extension Conditions {
    /// Visibility of 10 km and more, no cloud of operational significance, no weather.
    /// Source: ICAO Annex 3 appendix 3, 2.2.
    var isCavok: Bool {
        guard visibility >= 10_000, verticalVisibility == nil, precipitation == nil, !isThunderstorm, !hasBlowingSnow
        else { return false }
        func counts(_ layer: CloudLayer) -> Bool { layer.oktas > 0 && (layer.base < 5_000 || layer.tower != .none) }
        return !counts(layers.0) && !counts(layers.1) && !counts(layers.2)
    }
}
