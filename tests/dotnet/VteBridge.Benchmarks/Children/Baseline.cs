using System.Text.Json;
using Dapper;
using Microsoft.Data.SqlClient;

namespace VteBridge.Benchmarks.Children;

/// <summary>
/// The obvious program, kept as a yardstick: a list of headers, three queries for each run, one object graph and one
/// serialiser call for each report, all in one file. It knows no odd run, no time zone, no restart.
/// </summary>
internal static class Baseline
{
    private const string Headers =
        "SELECT i.Index_GUID AS Id, i.Timestamp, i.Result, i.TestTime, i.Hostname, i.Site, i.UserName, i.TestplanName, i.TestplanVariant, i.TestplanRevision, "
        + "u.Serial, u.Revision, u.Batch, p.PartNumber, p.Name AS ProductName, v.FileName "
        + "FROM dbo.IndexData AS i LEFT JOIN dbo.UutData AS u ON u.Uut_GUID = i.Uut_GUID LEFT JOIN dbo.Products AS p ON p.Product_GUID = i.Product_GUID "
        + "LEFT JOIN dbo.TestplanRevisions AS v ON v.TestplanRevision_GUID = i.TestplanRevision_GUID ORDER BY i.Timestamp";
    private const string Columns =
        "SELECT TestStepNumber AS Number, TestName AS Name, TestUnits AS Units, TestResult AS Result, TestResultType AS ResultType";
    private const string Numbers =
        Columns + ", LowLimit, HighLimit FROM dbo.TestDataNumeric WHERE Index_GUID = @id ORDER BY TestStepNumber";
    private const string Texts = Columns + " FROM dbo.TestDataText WHERE Index_GUID = @id ORDER BY TestStepNumber";
    private const string Others = Columns + " FROM dbo.TestDataOther WHERE Index_GUID = @id ORDER BY TestStepNumber";

    /// <summary>Its code is little and runs three times for each.</summary>
    private const int WarmUpRuns = 100;

    public static async Task<Measured> RunAsync(ChildTask task)
    {
        using var connection = new SqlConnection(task.Connection);
        await connection.OpenAsync();
        return await Meter.RunAsync(() => ExportAsync(connection, task, task.IsWarmUp ? WarmUpRuns : task.Runs));
    }

    private static async Task<Work> ExportAsync(SqlConnection connection, ChildTask task, int most)
    {
        var runs = (await connection.QueryAsync<BaselineRun>(Headers)).Take(most).ToList();
        var bytes = 0L;
        using var file = File.Create(Ours.OneFile(task));
        foreach (var run in runs)
        {
            var steps = new List<BaselineStep>();
            foreach (var sql in new[] { Numbers, Texts, Others })
                steps.AddRange(await connection.QueryAsync<BaselineStep>(sql, new { id = run.Id }));
            var report = JsonSerializer.SerializeToUtf8Bytes(BaselineReport.Of(run, steps.OrderBy(s => s.Number)));
            await file.WriteAsync((byte[])[.. report, (byte)'\n']);
            bytes += report.Length;
        }
        return new Work(runs.Count, 0, bytes, 1 + 3L * runs.Count);
    }
}
