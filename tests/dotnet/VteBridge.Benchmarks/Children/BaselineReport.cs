namespace VteBridge.Benchmarks.Children;

/// <summary>A report as one would write it down the first time: anonymous objects for the serialiser.</summary>
internal static class BaselineReport
{
    public static object Of(BaselineRun run, IEnumerable<BaselineStep> steps) =>
        new
        {
            id = run.Id,
            type = "T",
            sn = run.Serial,
            pn = run.PartNumber,
            rev = run.Revision,
            processCode = 10,
            result = run.Result == 1 ? "P" : "F",
            machineName = run.Hostname,
            location = run.Site,
            purpose = "Production",
            start = run.Timestamp.ToString("yyyy-MM-ddTHH:mm:ss.fff"),
            uut = new
            {
                user = run.UserName,
                execTime = run.TestTime,
                batchSN = run.Batch,
            },
            miscInfos = new[]
            {
                new { description = "VTE product", text = run.ProductName },
                new { description = "VTE testplan variant", text = run.TestplanVariant },
            },
            root = new
            {
                id = 1,
                group = "M",
                stepType = "SequenceCall",
                name = "MainSequence Callback",
                status = run.Result == 1 ? "P" : "F",
                steps = steps.Select((step, i) => Step(step, i + 2)).ToList(),
                seqCall = new
                {
                    path = run.FileName,
                    name = run.TestplanName,
                    version = run.TestplanRevision,
                },
            },
        };

    private static object Step(BaselineStep step, int id)
    {
        var status = step.ResultType == 1 ? "P" : "F";
        return step.Result is double value
            ? new
            {
                id,
                group = "M",
                stepType = "ET_NLT",
                name = step.Name,
                status,
                numericMeas = new[]
                {
                    new
                    {
                        compOp = "GELE",
                        status,
                        unit = step.Units,
                        value,
                        lowLimit = step.LowLimit,
                        highLimit = step.HighLimit,
                    },
                },
            }
            : new
            {
                id,
                group = "M",
                stepType = "ET_SVT",
                name = step.Name,
                status,
                stringMeas = new[]
                {
                    new
                    {
                        compOp = "LOG",
                        status,
                        value = step.Result as string ?? "",
                    },
                },
            };
    }
}
