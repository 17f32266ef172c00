using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace VteBridge.State;

internal static class LegacyImport
{
    public static void Run(StateFiles files, SqliteConnection db, long number, bool startAfresh, ILogger log) { }
}
