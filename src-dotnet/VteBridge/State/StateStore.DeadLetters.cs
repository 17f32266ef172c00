using Dapper;

namespace VteBridge.State;

/// <summary>Queries for dead letters. Only <see cref="FindDeadLetter"/> returns the report with them.</summary>
internal sealed partial class StateStore
{
    public int DeadLetterCount() => _database.Read(db => db.ExecuteScalar<int>("SELECT count(*) FROM dead_letters"));

    public DeadLetterRecord? FindDeadLetter(Guid id) =>
        _database.Read(db =>
            db.QuerySingleOrDefault<DeadLetterRecord>(
                $"SELECT {DeadLetterSql.ColumnsButReport}, report FROM dead_letters WHERE id = @id",
                new { id }
            )
        );

    /// <summary>Dead letters, newest first.</summary>
    public IReadOnlyList<DeadLetterRecord> DeadLetters(int limit = int.MaxValue) =>
        _database.Read(db =>
            db.Query<DeadLetterRecord>(
                    $"SELECT {DeadLetterSql.ColumnsButReport} FROM dead_letters ORDER BY sequence DESC LIMIT @limit",
                    new { limit }
                )
                .AsList()
        );

    /// <summary>The ids of dead letters in the order in which they were recorded.</summary>
    /// <param name="cause">Null for dead letters of every cause.</param>
    public IReadOnlyList<Guid> DeadLetterIds(string? cause = null) =>
        _database.Read(db =>
            db.Query<Guid>(
                    "SELECT id FROM dead_letters WHERE @cause IS NULL OR cause = @cause ORDER BY sequence",
                    new { cause }
                )
                .AsList()
        );

    /// <summary>One group for each cause, the largest first.</summary>
    public IReadOnlyList<DeadLetterGroup> DeadLetterCauses() =>
        _database.Read(db =>
            db.Query<long, DeadLetterRecord, DeadLetterGroup>(
                    $"""
                    SELECT letters, {DeadLetterSql.ColumnsButReport}
                    FROM (SELECT count(*) AS letters, max(sequence) AS newest FROM dead_letters GROUP BY cause) JOIN dead_letters ON sequence = newest
                    ORDER BY letters DESC, sequence DESC
                    """,
                    (count, newest) => new DeadLetterGroup(newest.Cause, (int)count, newest),
                    splitOn: "id"
                )
                .ToList()
        );
}
