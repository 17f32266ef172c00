using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>The part of a report that only tests have.</summary>
internal sealed class UutMapper(MappingOptions options, VteClock clock)
{
    public UutPart Of(TestRun run, int? errorCode, string? errorMessage, Findings findings)
    {
        var user = findings.Fit("user", RunFields.FirstNonBlank(run.UserName, run.RegisteredUser));
        var seconds = clock.Seconds(run);
        var batch = findings.Fit("batchSN", run.Uut?.Batch);
        var comment = options.InfoAs == InfoPlace.Comment ? Comment(run, findings) : null;
        var why = findings.Explanation;
        why?.Add(
            "uut.user",
            user ?? WsjfLimits.SystemOperator,
            "IndexData.UserName, Users.Name",
            "first that is not blank, else WATS's own"
        );
        why?.Add(
            "uut.execTime",
            $"{seconds}",
            $"IndexData.TestTime {run.TestTime}",
            "seconds, by Vte:TestTimeFactor; excluded when it is no duration"
        );
        why?.Add("uut.batchSN", batch, "UutData.Batch", "excluded when blank");
        return new UutPart(user ?? WsjfLimits.SystemOperator, seconds, errorCode, errorMessage, batch, comment);
    }

    private string? Comment(TestRun run, Findings findings)
    {
        var names = options.InfoNames;
        var lines = new[] { (names.Info1, run.Info1), (names.Info2, run.Info2), (names.Info3, run.Info3) }
            .Where(info => !string.IsNullOrWhiteSpace(info.Item2))
            .Select(info => $"{info.Item1}: {info.Item2!.Trim()}");
        var comment = findings.Fit("comment", string.Join('\n', lines), WsjfLimits.Comment);
        findings.Explanation?.Add("uut.comment", comment, "IndexData.Info1, Info2, Info3", "Mapping:InfoAs is Comment");
        return comment;
    }
}
