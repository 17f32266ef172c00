using Microsoft.Data.SqlClient;
using VteBridge.Options;

namespace VteBridge.Vte.Reading;

/// <summary>The connection string with what VteBridge insists on, whichever line of SqlClient it is built with.</summary>
internal static class ConnectionStrings
{
    /// <exception cref="OptionsFailure">It cannot be read as a connection string.</exception>
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
                // Else the pool answers the retries of the next seconds with the first error, without asking the server.
                PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock,
                CommandTimeout = (int)options.CommandTimeout.TotalSeconds,
            };
            if (!builder.ShouldSerialize("Application Name"))
                builder.ApplicationName = "VteBridge";
            // SqlClient 2.x does not encrypt unless asked, 4.x and later do: the choice is ours, so that an upgrade does not change it.
            if (!builder.ShouldSerialize("Encrypt"))
                builder.Encrypt = false;
            if (
                !builder.ShouldSerialize("Trust Server Certificate")
                && !builder.ShouldSerialize("TrustServerCertificate")
            )
                builder.TrustServerCertificate = false;
            return string.IsNullOrWhiteSpace(builder.DataSource)
                ? throw new OptionsFailure([
                    new(key, "names no server.", "Add 'Server=HOST' or 'Server=HOST\\INSTANCE'."),
                ])
                : builder;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // SqlClient's message names the offending keyword, never a value.
            throw new OptionsFailure([
                new(
                    key,
                    "is not a connection string.",
                    $"{e.Message.Split('\n')[0].Trim()} Write it as 'Server=HOST;Database=VTE9_3;User ID=...;Password=...'."
                ),
            ]);
        }
    }
}
