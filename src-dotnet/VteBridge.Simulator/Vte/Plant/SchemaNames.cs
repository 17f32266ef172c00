namespace VteBridge.Simulator.Vte.Plant;

/// <summary>Maps the tables and columns of schema 9.31 to the names of another schema.</summary>
/// <param name="Schema">The SQL schema that contains the tables.</param>
/// <param name="Columns">
/// "Table.Column" → the column's name, or null when the schema has no such column. "*.Column" applies to every table without an entry of
/// its own.
/// </param>
/// <param name="Time">Rounds a time to what a column can hold; takes the column's name in this schema.</param>
/// <param name="TimeType">The type of a time column; takes the column's name in this schema.</param>
internal sealed record SchemaNames(
    string Schema,
    IReadOnlySet<string> AbsentTables,
    IReadOnlyDictionary<string, string?> Columns,
    Func<string, string> TimeType,
    Func<string, DateTime, DateTime> Time
)
{
    internal static readonly SchemaNames Vte931 = new(
        "dbo",
        new HashSet<string>(),
        new Dictionary<string, string?> { ["IndexData.Serial"] = null },
        _ => "datetime",
        (_, time) => SqlTime.ToDateTime(time)
    );

    /// <summary>
    /// An older VTE as it may look (all of it is assumed): the serial is with the run, there are no variants and no repairs, and times keep
    /// all seven digits.
    /// </summary>
    internal static readonly SchemaNames Vte92 = new(
        "vte",
        "RepairActionCodes RepairActions RepairData RepairFailureCodes RepairSyndromeCauses RepairSyndromes"
            .Split(' ')
            .ToHashSet(),
        Read(
            """
            IndexData: Serial=SerialNumber Timestamp=StartTime Result=TestResult TestplanVariant=
            UutData: Serial= Revision=HwRevision Batch=LotNumber
            Products: Name=ProductName Type=ProductType Version=ProductVersion PartNumber=ItemNumber Notes=Description
            Testplans: Name=TestplanName Variant= IsSystemTest=SystemTest
            TestplanRevisions: Revision=TestplanRevision FileName=Path
            TestSystems: Name=TestsystemName Site=Location
            TestsystemComponents: SerialNumber=Serial CalibrationDate=CalDate CalibrationInterval=CalInterval
            Users: Name=Login Password=UserPassword
            AssemblyData: PartType=Type PartNumber=ProductName Serial=SerialNumber Revision=Version
            UutHistory: Event=Action OldSerial=Serial
            *: TestName=StepName LowLimit=LowerLimit HighLimit=UpperLimit
            TestDataNumeric: TestResult=MeasuredValue
            TestDataText: TestResult=TextResult
            TestDataOther: TestResult=OtherData
            """
        ),
        _ => "datetime2(7)",
        (_, time) => time
    );

    /// <summary>
    /// A site with column names of its own. None of the names is among VteBridge's candidates, so the configuration must override them.
    /// </summary>
    internal static readonly SchemaNames Custom = new(
        "plant",
        new HashSet<string>(),
        Read(
            """
            IndexData: Serial= Timestamp=StartedAt Result=Verdict ExitCode=EndState TestTime=DurationSeconds
            IndexData: Hostname=PcName Site=Plant UserName=OperatorText ProductName=ItemText TestplanName=PlanText
            IndexData: TestplanVariant=PlanOption TestplanRevision=PlanIssue Info1=WorkOrder Info2=Fixture
            IndexData: Info3=Remark
            *: Index_GUID=RunKey Uut_GUID=UnitKey Product_GUID=ItemKey Testplan_GUID=PlanKey
            *: TestplanRevision_GUID=PlanIssueKey Testsystem_GUID=StationKey User_GUID=OperatorKey Repair_GUID=FixKey
            *: Syndrome_GUID=PatternKey TestStepNumber=Seq TestName=Caption TestDescription=Remark TestNumber=Ref
            *: TestUnits=Dimension TestResultType=Grade LowLimit=FloorValue HighLimit=CeilingValue
            UutData: Serial=UnitNo Revision=BuildState Batch=ChargeNo
            Products: Name=ItemText Type=ItemClass Version=ItemState PartNumber=ArticleNo Notes=Remark
            Testplans: Name=PlanText Variant=PlanOption IsSystemTest=ForTester Notes=Remark
            TestplanRevisions: Revision=PlanIssue FileName=StoredIn
            TestSystems: Name=StationText Hostname=PcName Site=Plant
            TestsystemComponents: Name=DeviceText Type=DeviceClass SerialNumber=DeviceNo CalibrationDate=CheckedOn
            TestsystemComponents: CalibrationInterval=CheckEveryDays
            Users: Name=OperatorText Password=Secret
            AssemblyData: PartType=ItemClass PartNumber=ArticleNo Serial=UnitNo Revision=BuildState
            UutHistory: Timestamp=HappenedAt Event=What OldSerial=FormerUnitNo
            TestDataNumeric: TestResult=Reading
            TestDataText: TestResult=Wording
            TestDataOther: TestResult=Payload
            RepairData: Timestamp=FixedAt UserName=OperatorText FailureCode=FaultNo TestStepNumber=AtSeq
            RepairData: Comment=Remark
            RepairActions: ActionCode=MeasureNo Component=Place PartNumber=ArticleNo Comment=Remark Timestamp=DoneAt
            RepairActionCodes: Code=MeasureNo Description=MeasureText
            RepairFailureCodes: Code=FaultNo Description=FaultText Category=FaultClass
            RepairSyndromes: TestName=Caption Description=Remark
            RepairSyndromeCauses: FailureCode=FaultNo Component=Place Count=Cases
            """
        ),
        column => column == "CheckedOn" ? "smalldatetime" : "datetime2(3)",
        (column, time) => column == "CheckedOn" ? SqlTime.ToMinutes(time) : SqlTime.ToMilliseconds(time)
    );

    /// <summary>The column's name in this schema; null when the schema does not have it.</summary>
    internal string? Column(string table, string column) =>
        Columns.TryGetValue($"{table}.{column}", out var own) ? own
        : Columns.TryGetValue($"*.{column}", out var common) ? common
        : column;

    /// <param name="names">
    /// Lines such as "Table: Column=Name Column=". An empty name means that the schema does not have the column.
    /// </param>
    private static Dictionary<string, string?> Read(string names) =>
        names
            .Split('\n', StringSplitOptions.TrimEntries)
            .Select(line => line.Split(": "))
            .SelectMany(line =>
                line[1].Split(' ').Select(pair => ($"{line[0]}.{pair.Split('=')[0]}", pair.Split('=')[1]))
            )
            .ToDictionary(pair => pair.Item1, pair => pair.Item2.Length == 0 ? null : pair.Item2);
}
