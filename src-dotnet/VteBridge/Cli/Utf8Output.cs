using System.Text;

namespace VteBridge.Cli;

/// <summary>
/// Writes UTF-8 to consoles, files and pipes. On Windows the code page is the console's, not the program's: it comes back at the
/// end, or a batch file would show the names of others wrong from then on.
/// </summary>
internal sealed class Utf8Output : IDisposable
{
    private readonly Encoding _before = Console.OutputEncoding;

    public Utf8Output() => Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
            return;
        try
        {
            Console.OutputEncoding = _before;
        }
        catch (IOException)
        {
            // The console has gone.
        }
    }
}
