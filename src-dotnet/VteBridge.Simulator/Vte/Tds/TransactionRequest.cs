using System.Buffers.Binary;
using VteBridge.Simulator.Vte.Sql;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>SqlConnection.BeginTransaction, Commit and Rollback. With one writer and no locks they are only counted.</summary>
internal static class TransactionRequest
{
    private const int Begin = 5;
    private const int Commit = 7;
    private const int Rollback = 8;

    private static readonly string[] Levels =
    [
        "",
        "ReadUncommitted",
        "ReadCommitted",
        "RepeatableRead",
        "Serializable",
        "Snapshot",
    ];

    public static void Answer(ReadOnlySpan<byte> payload, Session session, ReplyBuffer reply)
    {
        var reader = new RequestReader(payload);
        reader.SkipHeaders();
        var kind = reader.UInt16();
        Span<byte> descriptor = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(descriptor, (long)session.Spid << 32 | 1);
        switch (kind)
        {
            case Begin:
                var level = Levels[Math.Min((int)reader.Byte(), 5)];
                if (level.Length > 0)
                    session.IsolationLevel = level;
                SessionStatements.Begin(session);
                reply.BinaryChange(8, descriptor, []);
                break;
            case Commit or Rollback:
                session.Transactions = 0;
                reply.BinaryChange((byte)(kind == Commit ? 9 : 10), [], descriptor);
                break;
            default:
                throw SqlFaults.NotSupported($"transaction requests of type {kind}");
        }
        reply.Done(Token.Done, isLast: true);
    }
}
