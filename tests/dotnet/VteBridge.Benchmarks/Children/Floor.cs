using Microsoft.Data.SqlClient;

namespace VteBridge.Benchmarks.Children;

/// <summary>
/// What the job costs if thinking were free: the same statements read with bare SqlClient, every cell fetched and thrown
/// away, and the same bytes written to the same number of files with bare FileStreams. One thread, one thing after the other.
/// </summary>
internal static class Floor
{
    public static async Task<Measured> RunAsync(ChildTask task)
    {
        var statements = Recorder.Read(task.Recording);
        var reports = Directory
            .GetFiles(Ours.Reports(task with { Folder = task.Recording }))
            .Select(File.ReadAllBytes)
            .ToList();
        using var connection = new SqlConnection(task.Connection);
        await connection.OpenAsync();
        return await Meter.RunAsync(() =>
        {
            foreach (var statement in statements)
                Read(connection, statement);
            for (var i = 0; i < reports.Count; i++)
                Write(Path.Combine(Ours.Reports(task), $"{i:x32}.json"), reports[i], task.Flush);
            return Task.FromResult(new Work(reports.Count, 0, reports.Sum(r => (long)r.Length), statements.Count));
        });
    }

    private static void Read(SqlConnection connection, RecordedStatement statement)
    {
        using var command = statement.Command(connection);
        using var rows = command.ExecuteReader();
        var types = Enumerable.Range(0, rows.FieldCount).Select(i => Type.GetTypeCode(rows.GetFieldType(i))).ToArray();
        while (rows.Read())
            for (var i = 0; i < types.Length; i++)
                if (!rows.IsDBNull(i))
                    Take(rows, i, types[i]);
    }

    private static void Take(SqlDataReader rows, int column, TypeCode type)
    {
        switch (type)
        {
            case TypeCode.String:
                rows.GetString(column);
                break;
            case TypeCode.Int32:
                rows.GetInt32(column);
                break;
            case TypeCode.Double:
                rows.GetDouble(column);
                break;
            case TypeCode.DateTime:
                rows.GetDateTime(column);
                break;
            default:
                if (rows.GetFieldType(column) == typeof(Guid))
                    rows.GetGuid(column);
                else
                    rows.GetValue(column);
                break;
        }
    }

    private static void Write(string path, byte[] report, bool flush)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        file.Write(report);
        if (flush)
            file.Flush(flushToDisk: true);
    }
}
