using Microsoft.Data.SqlClient;

namespace VteBridge.Setup;

/// <summary>What was written, and what is left to do.</summary>
internal static class NextSteps
{
    private static string Installer =>
        OperatingSystem.IsWindows()
            ? "'vtebridge service install' and install-task.ps1 give it"
            : "install-service gives it";

    public static IEnumerable<string> Written(Draft draft, string file)
    {
        yield return $"Written: {file}";
        if (draft.ConnectionFile != "")
            yield return $"The connection string is in '{draft.ConnectionFile}', which only '{Environment.UserName}' can read. {Installer} to the account that runs VteBridge.";
        else if (draft.HasPassword)
        {
            var shown = new SqlConnectionStringBuilder(draft.ConnectionString) { Password = "..." };
            yield return "The connection string holds a password, so it is not in the file. Set it where vtebridge runs:";
            yield return $"  {Interview.ConnectionVariable}={shown.ConnectionString}";
        }
    }

    /// <summary>Where no sync has begun yet.</summary>
    public static IEnumerable<string> Commands(string file)
    {
        var config = file.Contains(' ') ? $"\"{file}\"" : file;
        yield return "Next:";
        yield return $"  vtebridge doctor --config {config}";
        yield return $"  vtebridge export --config {config} --from {DateTime.Today.AddDays(-1):yyyy-MM-dd} --out reports --pretty";
        yield return $"  vtebridge sync --config {config}";
    }
}
