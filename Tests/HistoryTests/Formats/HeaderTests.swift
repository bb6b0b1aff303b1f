import Testing

@testable import History

/// The first line of a published month, as of 2018.
let publishedHeader = """
    "Year","Quarter","Month","DayofMonth","DayOfWeek","FlightDate","Reporting_Airline","DOT_ID_Reporting_Airline",\
    "IATA_CODE_Reporting_Airline","Tail_Number","Flight_Number_Reporting_Airline","OriginAirportID",\
    "OriginAirportSeqID","OriginCityMarketID","Origin","OriginCityName","OriginState","OriginStateFips",\
    "OriginStateName","OriginWac","DestAirportID","DestAirportSeqID","DestCityMarketID","Dest","DestCityName",\
    "DestState","DestStateFips","DestStateName","DestWac","CRSDepTime","DepTime","DepDelay","DepDelayMinutes",\
    "DepDel15","DepartureDelayGroups","DepTimeBlk","TaxiOut","WheelsOff","WheelsOn","TaxiIn","CRSArrTime","ArrTime",\
    "ArrDelay","ArrDelayMinutes","ArrDel15","ArrivalDelayGroups","ArrTimeBlk","Cancelled","CancellationCode",\
    "Diverted","CRSElapsedTime","ActualElapsedTime","AirTime","Flights","Distance","DistanceGroup","CarrierDelay",\
    "WeatherDelay","NASDelay","SecurityDelay","LateAircraftDelay","FirstDepTime","TotalAddGTime","LongestAddGTime",\
    "DivAirportLandings","DivReachedDest","DivActualElapsedTime","DivArrDelay","DivDistance","Div1Airport",\
    "Div1AirportID","Div1AirportSeqID","Div1WheelsOn","Div1TotalGTime","Div1LongestGTime","Div1WheelsOff",\
    "Div1TailNum",
    """

let utcHeader = """
    flight_date,carrier,flight_num,tail,origin,dest,distance_mi,sched_dep_local,sched_arr_local,dep_local,arr_local,\
    dep_delay,arr_delay,taxi_out,taxi_in,air_time,sched_block,cancelled,cancel_code,diverted,carrier_delay,\
    weather_delay,nas_delay,security_delay,late_aircraft_delay,sched_dep,sched_arr,sched_arr_mismatch_min,\
    act_dep,act_arr
    """

@Suite struct HeaderTests {
    private func header(_ line: String) throws -> Header {
        var line = line
        return try line.withUTF8 { try Header(line: UnsafeRawBufferPointer($0), path: "legs.csv") }
    }

    private func complaint(_ line: String) -> String {
        do {
            _ = try header(line)
            return "accepted"
        } catch { return "\(error)" }
    }

    @Test(arguments: [
        (publishedHeader, HistoryFormat.carrierOnTime), (utcHeader, .legs), ("\u{FEFF}" + utcHeader, .legs),
        (utcHeader.uppercased(), .legs),
        // Until 2017.
        (
            publishedHeader.replacing("Flight_Number_Reporting_Airline", with: "FlightNum")
                .replacing("IATA_CODE_Reporting_Airline", with: "Carrier")
                .replacing("Tail_Number", with: "TailNum")
                .replacing("Reporting_Airline", with: "UniqueCarrier"), .carrierOnTime
        ),
        // Columns picked by hand on the web page.
        (
            "FL_DATE,OP_UNIQUE_CARRIER,TAIL_NUM,OP_CARRIER_FL_NUM,ORIGIN,DEST,CRS_DEP_TIME,DEP_TIME,DEP_DELAY,"
                + "CRS_ARR_TIME,ARR_TIME,ARR_DELAY,CANCELLED,DIVERTED,CRS_ELAPSED_TIME", .carrierOnTime
        ),
        // The Data Expo of 2009.
        (
            "Year,Month,DayofMonth,DayOfWeek,DepTime,CRSDepTime,ArrTime,CRSArrTime,UniqueCarrier,FlightNum,TailNum,"
                + "ActualElapsedTime,CRSElapsedTime,AirTime,ArrDelay,DepDelay,Origin,Dest,Distance,TaxiIn,TaxiOut,"
                + "Cancelled,CancellationCode,Diverted,CarrierDelay,WeatherDelay,NASDelay,SecurityDelay,"
                + "LateAircraftDelay", .carrierOnTime
        ),
    ])
    func knowsTheFormats(line: String, format: HistoryFormat) throws {
        let header = try header(line)
        #expect(header.format == format)
        for group in format.required { #expect(group.contains { header.places[$0.rawValue] >= 0 }) }
    }

    @Test func prefersTheCodeThatIsNotSuffixed() throws {
        #expect(try header(publishedHeader).places[Column.carrier.rawValue] == 8)
        #expect(try header(publishedHeader).cellsNeeded == 48)
    }

    @Test func saysWhatIsMissing() {
        let lacking = complaint(utcHeader.replacing(",tail,", with: ",aircraft,"))
        #expect(lacking.hasPrefix("legs.csv:1: no history file that is known here"))
        #expect(lacking.contains("tail number (tail)"))
        #expect(complaint(publishedHeader.replacing("\"Cancelled\"", with: "\"C\"")).contains("cancellation mark"))
        #expect(complaint("a,b,c").contains("names none of them"))
        #expect(complaint("2008-01-01,B6,749,N623JB,MCO,SJU").contains("names none of them"))
        #expect(complaint("PK\u{3}\u{4}...").contains("zip archive; unpack it"))
        #expect(complaint("\"a,b").contains("quoted cell"))
        #expect(complaint("").contains("names none of them"))
    }
}
