using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;
using VteBridge.Configuration;

namespace VteBridge.Vte.Reading;

/// <summary>Builds the connection string with the settings that VteBridge needs, the same in every version of SqlClient.</summary>
internal static partial class ConnectionStrings
{
    /// <exception cref="OptionsFailure">The text cannot be read as a connection string, or can never work.</exception>
    public static SqlConnectionStringBuilder Build(VteOptions options)
    {
        var text = options.ConnectionString;
        var key = "Vte:ConnectionString";
        if (string.IsNullOrWhiteSpace(text))
        {
            key = "Vte:ConnectionStringFile";
            text = SecretFile.Read(options.ConnectionStringFile, key);
        }
        try
        {
            var builder = new SqlConnectionStringBuilder(text)
            {
                ApplicationIntent = ApplicationIntent.ReadOnly,
                MultipleActiveResultSets = false,
                // Otherwise the pool would answer retries in the next seconds with the first error, without asking the server.
                PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock,
                // VteConnection makes its own retries. SqlClient would make one of its own before them, ten seconds later.
                ConnectRetryCount = 0,
                CommandTimeout = (int)options.CommandTimeout.TotalSeconds,
            };
            if (!builder.ShouldSerialize("Application Name"))
                builder.ApplicationName = "VteBridge";
            // SqlClient 2.x does not encrypt unless asked, 4.x and later do. Set here, so that an update of SqlClient does not change it.
            if (!builder.ShouldSerialize("Encrypt"))
                builder.Encrypt = false;
            if (
                !builder.ShouldSerialize("Trust Server Certificate")
                && !builder.ShouldSerialize("TrustServerCertificate")
            )
                builder.TrustServerCertificate = false;
            return Problem(builder) is var (what, fix) ? throw new OptionsFailure([new(key, what, fix)]) : builder;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // SqlClient's own message is not shown: its "unknown keyword" may be a part of a password that contains a ';'.
            throw new OptionsFailure([
                new(
                    key,
                    "is not a connection string.",
                    $"{Trouble(text)} Write it as 'Server=HOST;Database=VTE9_3;User ID=...;Password=...', and a value that holds ; = ' or \" in quotes: Password=\"a;b\"."
                ),
            ]);
        }
    }

    /// <summary>Settings that can never work, found before a connection is tried; null if there are none.</summary>
    private static (string What, string Fix)? Problem(SqlConnectionStringBuilder builder)
    {
        var server = builder.DataSource.Trim();
        if (server == "")
            return ("names no server.", "Add 'Server=HOST' or 'Server=HOST\\INSTANCE'.");
        if (HostAndPort().Match(server) is { Success: true, Groups: var part })
            return (
                $"has a colon before the port: '{server}'.",
                $"SqlClient needs a comma: 'Server={part["host"].Value},{part["port"].Value}'."
            );
        if (!OperatingSystem.IsWindows() && server.StartsWith("(localdb)", StringComparison.OrdinalIgnoreCase))
            return (
                $"names '{server}', and LocalDB exists on Windows only.",
                "Name the server on which VTE's database is: 'Server=HOST' or 'Server=HOST\\INSTANCE'."
            );
        if (!OperatingSystem.IsWindows() && WindowsProtocol().IsMatch(server))
            return (
                $"names '{server}', and named pipes and shared memory exist on Windows only.",
                "Have TCP/IP enabled in SQL Server Configuration Manager, and write 'Server=HOST,1433'."
            );
        return builder.ConnectTimeout is < 1 or > 300
            ? (
                $"has Connect Timeout={builder.ConnectTimeout}; 0 would wait for ever.",
                "Use 1 to 300 seconds, or leave it out for SqlClient's 15."
            )
            : null;
    }

    [GeneratedRegex(@"^(tcp:)?(?<host>[^:\\,\[\]]+):(?<port>[0-9]+)$", RegexOptions.IgnoreCase)]
    private static partial Regex HostAndPort();

    [GeneratedRegex(@"^(np:|lpc:|\\\\)", RegexOptions.IgnoreCase)]
    private static partial Regex WindowsProtocol();

    /// <summary>What is wrong, in words. Names a keyword of the text only if it is much like a known one: others may be part of a password.</summary>
    private static string Trouble(string text)
    {
        var known = new SqlConnectionStringBuilder().Keys.Cast<string>().Concat(Synonyms).ToList();
        var unknown = text.Split(';')
            .Where(part => part.Contains('='))
            .Select(part => part[..part.IndexOf('=')].Trim())
            .Where(word => !known.Contains(word, StringComparer.OrdinalIgnoreCase))
            .ToList();
        return unknown
                .Select(word => (Word: word, Meant: Nearest.Ranked(word, known).FirstOrDefault()))
                .FirstOrDefault(found => found.Meant is { } meant && IsSlip(found.Word, meant))
                is { Meant: not null } slip
                ? $"'{slip.Word}' should probably be '{slip.Meant}'."
            : unknown.Count > 0 ? "It has a word before '=' that SqlClient does not know."
            : "A value does not fit its keyword, or a quote is not closed.";
    }

    /// <summary>Whether the word is a misspelled keyword and not part of a password: same first letter, similar length, few changes.</summary>
    private static bool IsSlip(string word, string meant) =>
        Math.Abs(word.Length - meant.Length) <= 1
        && char.ToUpperInvariant(word.FirstOrDefault()) == char.ToUpperInvariant(meant[0])
        && Nearest.Distance(word.ToUpperInvariant(), meant.ToUpperInvariant()) <= 2;

    private static readonly string[] Synonyms =
    [
        "Server",
        "Database",
        "UID",
        "User",
        "PWD",
        "Trusted_Connection",
        "Address",
    ];
}
