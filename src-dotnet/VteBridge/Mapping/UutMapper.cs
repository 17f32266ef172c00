using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>The part of a report that only runs have.</summary>
internal sealed class UutMapper(MappingOptions options, VteClock clock)
{
    public UutPart Of(TestRun run, int? errorCode, string? errorMessage, Findings findings)
    {
        var named = findings.Fit("user", RunFields.FirstNonBlank(run.UserName, run.RegisteredUser));
        var user = named ?? WsjfLimits.SystemOperator;
        var seconds = clock.Seconds(run);
        var batch = findings.Fit("batchSN", run.Uut?.Batch);
        var comment = options.InfoAs == InfoPlace.Comment ? Comment(run, findings) : null;
        if (findings.Why is { } why)
        {
            why.Add("uut.user", user, "IndexData.UserName, Users.Name", "first that is not blank, else WATS's own");
            why.Add(
                "uut.execTime",
                $"{seconds}",
                $"IndexData.TestTime {run.TestTime}",
                "seconds, by Vte:TestTimeFactor"
            );
            why.Add("uut.batchSN", batch, "UutData.Batch", "left out when blank");
            why.Add("uut.comment", comment, "IndexData.Info1, Info2, Info3", "only with Mapping:InfoAs = Comment");
        }
        return new UutPart(user, seconds, errorCode, errorMessage, batch, comment);
    }

    private string? Comment(TestRun run, Findings findings)
    {
        var names = options.InfoNames;
        var lines = new[] { (names.Info1, run.Info1), (names.Info2, run.Info2), (names.Info3, run.Info3) }
            .Where(info => !string.IsNullOrWhiteSpace(info.Item2))
            .Select(info => $"{info.Item1}: {info.Item2!.Trim()}");
        return findings.Fit("comment", string.Join('\n', lines), WsjfLimits.Comment);
    }
}
