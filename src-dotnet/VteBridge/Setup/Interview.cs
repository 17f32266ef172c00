using Microsoft.Data.SqlClient;
using VteBridge.Configuration;
using VteBridge.Delivery;

namespace VteBridge.Setup;

/// <summary>Turns answers into a draft; asks only what the earlier answers leave open.</summary>
/// <param name="folder">The folder of the configuration file.</param>
/// <param name="client">Settings of a pyWATS client, which replace some questions.</param>
internal sealed class Interview(Answers answers, string folder, ClientConfig? client)
{
    private const string None = "-";

    public static readonly string ConnectionVariable = OptionsLoader.EnvironmentPrefix + "Vte__ConnectionString";

    /// <summary>The draft with VTE's settings only: enough to test the connection.</summary>
    public Draft Vte()
    {
        var (connection, hasPassword, file) = Connection();
        var settings = new List<Setting>();
        if (!hasPassword && connection != "")
            settings.Add(
                new("Vte:ConnectionString", connection, "Windows login: the account that runs vtebridge. No secret.")
            );
        if (file != "")
            settings.Add(
                new(
                    "Vte:ConnectionStringFile",
                    file,
                    "Holds the connection string. Only the account that runs vtebridge may read it."
                )
            );
        if (answers.To(Questions.Schema) is var schema && schema != new VteOptions().Schema)
            settings.Add(new("Vte:Schema", schema));
        settings.Add(
            new(
                "Vte:TimeZone",
                answers.To(Questions.Zone),
                "Of the test stations' clocks: VTE's timestamps do not name a time zone."
            )
        );
        return new Draft(connection, hasPassword, connection == "" ? "" : file, settings);
    }

    public Draft Whole()
    {
        var vte = Vte();
        return vte with { Settings = [.. vte.Settings, .. Mapping(), .. Delivery(), State()] };
    }

    private Setting State() =>
        new(
            "State:Folder",
            answers.To(Questions.State),
            "Back this folder up. Each installation needs its own folder."
        );

    /// <summary>A connection string that exists already, in the environment variable or in the file, is used as it is.</summary>
    private (string Connection, bool HasPassword, string File) Connection()
    {
        if (Environment.GetEnvironmentVariable(ConnectionVariable) is { Length: > 0 })
            return ("", false, "");
        if (
            answers.Given(Questions.ConnectionFile) is { } given and not None
            && File.Exists(Path.Combine(folder, given))
        )
            return ("", false, given);
        var builder = new SqlConnectionStringBuilder
        {
            DataSource = answers.To(Questions.Server),
            InitialCatalog = answers.To(Questions.Database),
        };
        if (answers.To(Questions.Login) == Questions.Windows)
        {
            builder.IntegratedSecurity = true;
            return (builder.ConnectionString, false, "");
        }
        builder.UserID = answers.To(Questions.User);
        builder.Password = answers.To(Questions.Password);
        var file = answers.To(Questions.ConnectionFile);
        return (builder.ConnectionString, true, file == None ? "" : file);
    }

    private IEnumerable<Setting> Mapping()
    {
        yield return new(
            "Mapping:DefaultProcessCode",
            answers.To(Questions.ProcessCode),
            "WATS: Control Panel, Process & Production. Rules by testplan go into Mapping:Processes."
        );
        if (client is { Purpose.Length: > 0 })
            yield return new("Mapping:Purpose", client.Purpose);
        if (client is { Location.Length: > 0 })
            yield return new("Mapping:DefaultLocation", client.Location);
    }

    private IEnumerable<Setting> Delivery()
    {
        var destination = answers.To(Questions.Destination);
        yield return new(
            "Delivery:Destination",
            destination,
            "sidecar, wats, queue-folder, watch-folder or directory: see docs/getting-started.md."
        );
        if (
            destination == DestinationNames.QueueFolder
            && client is not null
            && answers.Given(Questions.Folder) is null
        )
            yield return new("Delivery:Folder", DeliveryOptions.AutoFolder, "The pyWATS client's own reports folder.");
        else if (!DestinationNames.HasOwnQueue(destination) || answers.Given(Questions.Folder) is not null)
            yield return new("Delivery:Folder", answers.To(Questions.Folder));
        if (client is not null)
            yield return new(
                "Delivery:Sidecar:ClientInstance",
                client.Instance,
                "Server and token are read from this pyWATS client's own configuration."
            );
        else if (DestinationNames.HasOwnQueue(destination))
        {
            yield return new(
                "Delivery:Sidecar:ServerUrl",
                answers.To(Questions.WatsServer),
                "The token comes from PYWATS_API_TOKEN or TokenFile, never from this file."
            );
            if (answers.To(Questions.TokenFile) is var token && token != None)
                yield return new(
                    "Delivery:Sidecar:TokenFile",
                    token,
                    "Only the account that runs vtebridge may read it."
                );
        }
    }
}
