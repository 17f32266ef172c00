using System.Text.Json;

namespace VteBridge.Wsjf;

/// <summary>WSJF's own words, encoded once.</summary>
internal static class Names
{
    public static readonly JsonEncodedText Id = Of("id");
    public static readonly JsonEncodedText Type = Of("type");
    public static readonly JsonEncodedText Sn = Of("sn");
    public static readonly JsonEncodedText Pn = Of("pn");
    public static readonly JsonEncodedText Rev = Of("rev");
    public static readonly JsonEncodedText ProcessCode = Of("processCode");
    public static readonly JsonEncodedText ProcessName = Of("processName");
    public static readonly JsonEncodedText Result = Of("result");
    public static readonly JsonEncodedText MachineName = Of("machineName");
    public static readonly JsonEncodedText Location = Of("location");
    public static readonly JsonEncodedText Purpose = Of("purpose");
    public static readonly JsonEncodedText Start = Of("start");
    public static readonly JsonEncodedText StartUtc = Of("startUTC");
    public static readonly JsonEncodedText Uut = Of("uut");
    public static readonly JsonEncodedText Uur = Of("uur");
    public static readonly JsonEncodedText User = Of("user");
    public static readonly JsonEncodedText ExecTime = Of("execTime");
    public static readonly JsonEncodedText ErrorCode = Of("errorCode");
    public static readonly JsonEncodedText ErrorMessage = Of("errorMessage");
    public static readonly JsonEncodedText BatchSn = Of("batchSN");
    public static readonly JsonEncodedText Comment = Of("comment");
    public static readonly JsonEncodedText RefUut = Of("refUUT");
    public static readonly JsonEncodedText ConfirmDate = Of("confirmDate");
    public static readonly JsonEncodedText FinalizeDate = Of("finalizeDate");
    public static readonly JsonEncodedText MiscInfos = Of("miscInfos");
    public static readonly JsonEncodedText Description = Of("description");
    public static readonly JsonEncodedText Text = Of("text");
    public static readonly JsonEncodedText SubUnits = Of("subUnits");
    public static readonly JsonEncodedText Idx = Of("idx");
    public static readonly JsonEncodedText PartType = Of("partType");
    public static readonly JsonEncodedText Failures = Of("failures");
    public static readonly JsonEncodedText Category = Of("category");
    public static readonly JsonEncodedText Code = Of("code");
    public static readonly JsonEncodedText ArtNumber = Of("artNumber");
    public static readonly JsonEncodedText ComRef = Of("comRef");
    public static readonly JsonEncodedText RefStepId = Of("refStepId");
    public static readonly JsonEncodedText Assets = Of("assets");
    public static readonly JsonEncodedText AssetSn = Of("assetSN");
    public static readonly JsonEncodedText UsageCount = Of("usageCount");
    public static readonly JsonEncodedText Root = Of("root");
    public static readonly JsonEncodedText Group = Of("group");
    public static readonly JsonEncodedText Main = Of("M");
    public static readonly JsonEncodedText StepType = Of("stepType");
    public static readonly JsonEncodedText SequenceCall = Of("SequenceCall");
    public static readonly JsonEncodedText Nlt = Of("ET_NLT");
    public static readonly JsonEncodedText Mnlt = Of("ET_MNLT");
    public static readonly JsonEncodedText Svt = Of("ET_SVT");
    public static readonly JsonEncodedText Msvt = Of("ET_MSVT");
    public static readonly JsonEncodedText Pft = Of("ET_PFT");
    public static readonly JsonEncodedText Mpft = Of("ET_MPFT");
    public static readonly JsonEncodedText Action = Of("ET_A");
    public static readonly JsonEncodedText XyGraph = Of("WATS_XYGMNLT");
    public static readonly JsonEncodedText Name = Of("name");
    public static readonly JsonEncodedText Status = Of("status");
    public static readonly JsonEncodedText ReportText = Of("reportText");
    public static readonly JsonEncodedText NumericMeas = Of("numericMeas");
    public static readonly JsonEncodedText StringMeas = Of("stringMeas");
    public static readonly JsonEncodedText BooleanMeas = Of("booleanMeas");
    public static readonly JsonEncodedText CompOp = Of("compOp");
    public static readonly JsonEncodedText Unit = Of("unit");
    public static readonly JsonEncodedText Value = Of("value");
    public static readonly JsonEncodedText LowLimit = Of("lowLimit");
    public static readonly JsonEncodedText HighLimit = Of("highLimit");
    public static readonly JsonEncodedText Chart = Of("chart");
    public static readonly JsonEncodedText ChartType = Of("chartType");
    public static readonly JsonEncodedText Line = Of("Line");
    public static readonly JsonEncodedText Label = Of("label");
    public static readonly JsonEncodedText XLabel = Of("xLabel");
    public static readonly JsonEncodedText YLabel = Of("yLabel");
    public static readonly JsonEncodedText YUnit = Of("yUnit");
    public static readonly JsonEncodedText Series = Of("series");
    public static readonly JsonEncodedText DataType = Of("dataType");
    public static readonly JsonEncodedText Xyg = Of("XYG");
    public static readonly JsonEncodedText XData = Of("xdata");
    public static readonly JsonEncodedText YData = Of("ydata");
    public static readonly JsonEncodedText Attachment = Of("attachment");
    public static readonly JsonEncodedText ContentType = Of("contentType");
    public static readonly JsonEncodedText Data = Of("data");
    public static readonly JsonEncodedText Steps = Of("steps");
    public static readonly JsonEncodedText SeqCall = Of("seqCall");
    public static readonly JsonEncodedText Path = Of("path");
    public static readonly JsonEncodedText Version = Of("version");

    private static readonly JsonEncodedText[] Verdicts =
    [
        .. Enum.GetValues<Verdict>().Select(v => Of($"{v.Letter()}")),
    ];
    private static readonly JsonEncodedText[] Kinds =
    [
        .. Enum.GetValues<ReportKind>().Select(k => Of($"{k.Letter()}")),
    ];
    private static readonly JsonEncodedText[] CompOps = [.. Enum.GetNames<CompOp>().Select(Of)];

    /// <summary>The letter of a verdict.</summary>
    public static JsonEncodedText Of(Verdict verdict) => Verdicts[(int)verdict];

    /// <summary>The letter of a kind of report.</summary>
    public static JsonEncodedText Of(ReportKind kind) => Kinds[(int)kind];

    public static JsonEncodedText Of(CompOp compOp) => CompOps[(int)compOp];

    private static JsonEncodedText Of(string text) => JsonEncodedText.Encode(text, WsjfEncoder.Instance);
}
