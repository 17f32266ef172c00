using Spectre.Console;
using VteBridge.Configuration;

namespace VteBridge.Setup;

/// <summary>
/// The answers to questions: from the flag, else from a person, else the default. Each question is answered once. Missing
/// and wrong flags of a script are collected, so that one message names them all.
/// </summary>
/// <param name="given">The value of the question's flag; null if the flag was not given.</param>
/// <param name="ask">Asks a person until the answer is valid; null if nobody can be asked.</param>
internal sealed class Answers(Func<Question, string?> given, Func<Question, string>? ask)
{
    private readonly Dictionary<Question, string> _answers = [];
    private readonly Dictionary<Question, string> _before = [];

    public bool CanAsk => ask is not null;

    public List<string> Problems { get; } = [];

    /// <summary>The value of the flag; null if it was not given, or if the question has been asked again since.</summary>
    public string? Given(Question question) => _before.ContainsKey(question) ? null : given(question);

    public string To(Question question)
    {
        if (!_answers.TryGetValue(question, out var answer))
            _answers[question] = answer = Find(question);
        return answer;
    }

    /// <summary>
    /// Asks these questions anew, whatever the flags said, because the test of their answers failed. The earlier answer
    /// is offered again, except for a secret: most answers were right.
    /// </summary>
    public void AskAgain(IEnumerable<Question> questions)
    {
        foreach (var question in questions)
            if (_answers.Remove(question, out var answer))
                _before[question] = answer;
    }

    private string Find(Question question)
    {
        var answer = Given(question);
        if (answer is not null && question.ProblemOf(answer) is { } problem)
        {
            Problems.Add($"{question.Flag}: {problem}");
            return answer;
        }
        if (answer is not null)
            return answer;
        if (ask is not null)
            return ask(
                !question.IsSecret && _before.GetValueOrDefault(question) is { Length: > 0 } before
                    ? question with
                    {
                        Suggestion = before,
                    }
                    : question
            );
        if (question.Default is null)
            Problems.Add($"{question.Flag} is needed: {question.Text}.");
        return question.Default ?? "";
    }
}

/// <summary>Asks a person at the terminal, who may press Ctrl+C instead of answering.</summary>
internal static class TerminalQuestions
{
    /// <exception cref="OperationCanceledException">Ctrl+C was pressed.</exception>
    public static string Ask(Question question, CancellationToken stop)
    {
        if (question.Choices.Count > 0)
        {
            var choice = Show(
                new SelectionPrompt<string>().Title(Markup.Escape(question.Text)).AddChoices(Ordered(question)),
                stop
            );
            // The library removes its list from the screen, and with it the choice.
            AnsiConsole.MarkupLineInterpolated($"{question.Text.Split(':')[0]}: {choice}");
            return choice;
        }
        var offered = question.Suggestion ?? question.Default ?? "";
        // The library adds the colon itself when it offers an answer.
        var prompt = new TextPrompt<string>(
            Markup.Escape(offered == "" ? question.Text + ":" : question.Text)
        ).AllowEmpty();
        prompt.Validator = answer =>
            question.ProblemOf(answer) is { } problem
                ? ValidationResult.Error(Markup.Escape(problem))
                : ValidationResult.Success();
        if (question.IsSecret)
            prompt.Secret(null);
        if (offered != "")
            prompt.DefaultValue(offered);
        return Show(prompt, stop);
    }

    /// <exception cref="OperationCanceledException">Ctrl+C was pressed.</exception>
    public static bool Confirm(string text, CancellationToken stop) =>
        Show(new ConfirmationPrompt(Markup.Escape(text)), stop);

    /// <summary>Waits in the same way as the library's own Prompt, which takes no cancellation token.</summary>
    private static T Show<T>(IPrompt<T> prompt, CancellationToken stop) =>
        prompt.ShowAsync(AnsiConsole.Console, stop).GetAwaiter().GetResult();

    /// <summary>The answer that Enter gives comes first, because the cursor starts there.</summary>
    private static IEnumerable<string> Ordered(Question question) =>
        question.Choices.OrderBy(choice => choice == (question.Suggestion ?? question.Default) ? 0 : 1);
}
