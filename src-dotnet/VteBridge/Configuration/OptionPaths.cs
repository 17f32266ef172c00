namespace VteBridge.Configuration;

/// <summary>Paths in the configuration are relative to the `--config` file, else to the current directory.</summary>
internal static class OptionPaths
{
    public const string AutoFolder = "auto";

    public static BridgeOptions Rooted(this BridgeOptions options, string root)
    {
        var state = options.State with { Folder = Root(root, options.State.Folder) };
        return options with
        {
            State = state,
            Vte = options.Vte with { ConnectionStringFile = Root(root, options.Vte.ConnectionStringFile) },
            Delivery = options.Delivery with
            {
                Folder = DeliveryFolder(options.Delivery, root, state.Folder),
                Sidecar = options.Delivery.Sidecar with { TokenFile = Root(root, options.Delivery.Sidecar.TokenFile) },
            },
            Health = options.Health with { ApiKeyFile = Root(root, options.Health.ApiKeyFile) },
            Alerts = options.Alerts with
            {
                Webhook = options.Alerts.Webhook with { UrlFile = Root(root, options.Alerts.Webhook.UrlFile) },
                Smtp = options.Alerts.Smtp with { PasswordFile = Root(root, options.Alerts.Smtp.PasswordFile) },
            },
            Log = options.Log with
            {
                Folder = options.Log.Folder == "" ? Path.Combine(state.Folder, "logs") : Root(root, options.Log.Folder),
            },
        };
    }

    /// <summary>The sidecar's queue where Delivery:Folder does not name another.</summary>
    public static string OwnQueue(string stateFolder) => Path.Combine(stateFolder, "queue");

    private static string DeliveryFolder(DeliveryOptions delivery, string root, string stateFolder) =>
        delivery.Destination == DestinationNames.Sidecar && string.IsNullOrWhiteSpace(delivery.Folder)
            ? OwnQueue(stateFolder)
        : delivery.Folder == AutoFolder ? AutoFolder
        : Root(root, delivery.Folder);

    private static string Root(string root, string path) =>
        string.IsNullOrWhiteSpace(path) ? "" : Path.GetFullPath(Path.Combine(root, path));
}
