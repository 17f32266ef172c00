using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.SqlClient;

namespace VteBridge.Benchmarks.Children;

/// <summary>
/// Lets the product make one cycle and keeps the statements that it sent (SqlClient announces each to diagnostic
/// listeners) and the reports that it wrote. The floor repeats exactly these.
/// </summary>
internal static class Recorder
{
    public static async Task<Measured> RunAsync(ChildTask task)
    {
        var statements = new List<RecordedStatement>();
        Measured measured;
        using (DiagnosticListener.AllListeners.Subscribe(new Listeners(statements)))
            measured = await Ours.CycleAsync(task);
        if (statements.Count == 0)
            throw new InvalidOperationException("SqlClient announced no statement: the floor would be empty.");
        await File.WriteAllBytesAsync(Statements(task.Folder), JsonSerializer.SerializeToUtf8Bytes(statements));
        return measured with { Statements = statements.Count };
    }

    public static string Statements(string recording) => Path.Combine(recording, "statements.json");

    public static List<RecordedStatement> Read(string recording) =>
        JsonSerializer.Deserialize<List<RecordedStatement>>(File.ReadAllBytes(Statements(recording)))!;

    private sealed class Listeners(List<RecordedStatement> statements)
        : IObserver<DiagnosticListener>,
            IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener listener)
        {
            if (listener.Name == "SqlClientDiagnosticListener")
                listener.Subscribe(this);
        }

        public void OnNext(KeyValuePair<string, object?> announced)
        {
            if (
                announced.Key == "Microsoft.Data.SqlClient.WriteCommandBefore"
                && announced.Value?.GetType().GetProperty("Command")?.GetValue(announced.Value) is SqlCommand command
            )
                statements.Add(RecordedStatement.Of(command));
        }

        public void OnCompleted() { }

        public void OnError(Exception error) => throw error;
    }
}
