using System.Collections.Frozen;

namespace VteBridge.Simulator.Wats.Rules;

/// <summary>
/// The members each object of a report may have: those of the contract and those that genuine servers write into
/// what they return. Anything else is refused, because a real server drops it without a word.
/// </summary>
internal static class WsjfMembers
{
    public static readonly FrozenSet<string> Report = Set(
        "id type pn sn rev productName processCode processCodeFormat processName result machineName location purpose "
            + "origin start startUTC uut uur root miscInfos subUnits assets assetStats additionalData"
    );
    public static readonly FrozenSet<string> Uut = Set(
        "user execTime execTimeFormat errorCode errorCodeFormat errorMessage batchSN comment fixtureId testSocketIndex "
            + "testSocketIndexFormat batchFailCount batchLoopIndex stepIdCausedUUTFailure"
    );
    public static readonly FrozenSet<string> Uur = Set(
        "user comment processCode processCodeFormat processName refUUT confirmDate finalizeDate execTime parent children"
    );
    public static readonly FrozenSet<string> Step = Set(
        "id group stepType name status totTime totTimeFormat start causedUUTFailure causedSeqFailure errorCode "
            + "errorCodeFormat errorMessage reportText interactiveExeNum tsGuid loop seqCall steps numericMeas stringMeas "
            + "booleanMeas callExe messagePopup chart attachment additionalResults"
    );
    public static readonly FrozenSet<string> SequenceCall = Set("path name version");
    public static readonly FrozenSet<string> NumericMeasurement = Set(
        "compOp name status unit value valueFormat lowLimit lowLimitFormat highLimit highLimitFormat"
    );
    public static readonly FrozenSet<string> StringMeasurement = Set("compOp name status value limit");
    public static readonly FrozenSet<string> BooleanMeasurement = Set("name status");
    public static readonly FrozenSet<string> Loop = Set("idx num endingIndex passed failed");
    public static readonly FrozenSet<string> CallExe = Set("exitCode exitCodeFormat");
    public static readonly FrozenSet<string> MessagePopup = Set("response button buttonFormat");
    public static readonly FrozenSet<string> Chart = Set("chartType label xLabel xUnit yLabel yUnit series");
    public static readonly FrozenSet<string> Series = Set("dataType name xdata ydata");
    public static readonly FrozenSet<string> Attachment = Set("name contentType data");
    public static readonly FrozenSet<string> MiscInfo = Set("description text numeric numericFormat");
    public static readonly FrozenSet<string> SubUnit = Set("partType pn sn rev position");
    public static readonly FrozenSet<string> RepairedUnit = Set(
        "partType pn sn rev idx parentIdx position replacedIdx failures"
    );
    public static readonly FrozenSet<string> Failure = Set(
        "category code comment comRef funcBlock refStepId refStepName artNumber artRev artVendor artDescription attachments"
    );
    public static readonly FrozenSet<string> Asset = Set("assetSN usageCount usageCountFormat");

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
