// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/prompt.h"
#include "tests/cli/textcollector.h"

#include <QTest>

#include <pty.h>
#include <termios.h>
#include <unistd.h>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

//! \brief A terminal at which a test types.
class Terminal
{
public:
    Terminal()
    {
        if (::openpty(&m_keyboard, &m_program, nullptr, nullptr, nullptr) != 0)
            qFatal("No terminal.");
    }
    ~Terminal()
    {
        ::close(m_keyboard);
        ::close(m_program);
    }
    Q_DISABLE_COPY_MOVE(Terminal)

    int program() const { return m_program; }
    void type(const QByteArray &keys) const
    {
        QCOMPARE(::write(m_keyboard, keys.constData(), size_t(keys.size())), ssize_t(keys.size()));
    }
    bool shows() const
    {
        termios settings = {};
        return ::tcgetattr(m_program, &settings) == 0 && (settings.c_lflag & tcflag_t(ECHO)) != 0;
    }

private:
    int m_keyboard = -1;
    int m_program = -1;
};

//! \brief Types the answer as soon as it is asked, and sees whether that would be shown.
class Typist : public TextSink
{
public:
    Typist(Terminal &terminal, QByteArray keys)
        : m_terminal(terminal)
        , m_keys(std::move(keys))
    {}

    Result<> write(const QByteArray &utf8) override
    {
        question += utf8;
        wasShown = m_terminal.shows();
        m_terminal.type(std::exchange(m_keys, {}));
        return {};
    }

    QByteArray question;
    bool wasShown = false;

private:
    Terminal &m_terminal;
    QByteArray m_keys;
};

} // namespace

class PromptTest : public QObject
{
    Q_OBJECT

private slots:
    void asksAtATerminal();
    void hidesSecrets();
    void asksNobodyWithoutATerminal();
    void readsLineByLine();
};

void PromptTest::asksAtATerminal()
{
    Terminal terminal;
    Typist typist(terminal, "alice\n");
    Prompt prompt(terminal.program(), typist);

    const auto answer = prompt.ask(u"Who?"_s);

    QVERIFY(prompt.isInteractive());
    QCOMPARE(answer.value(), u"alice"_s);
    QCOMPARE(typist.question, "Who? ");
    QVERIFY(typist.wasShown);
}

void PromptTest::hidesSecrets()
{
    Terminal terminal;
    Typist typist(terminal, "s\xc3\xa4\n");
    bool wasShown = true;
    Prompt prompt(terminal.program(), typist);

    const auto answer = prompt.askSecretly(u"Password:"_s);
    wasShown = typist.wasShown;

    QCOMPARE(answer.value(), u"sä"_s);
    QVERIFY(!wasShown);
    QVERIFY(terminal.shows());
}

void PromptTest::asksNobodyWithoutATerminal()
{
    std::array<int, 2> ends = {};
    QCOMPARE(::pipe(ends.data()), 0);
    TextCollector questions;
    Prompt prompt(ends[0], questions);

    const auto answer = prompt.ask(u"Who?"_s);

    QVERIFY(!prompt.isInteractive());
    QCOMPARE(answer.error().code, "usage"_L1);
    QVERIFY(questions.text.isEmpty());
    ::close(ends[0]);
    ::close(ends[1]);
}

void PromptTest::readsLineByLine()
{
    std::array<int, 2> ends = {};
    QCOMPARE(::pipe(ends.data()), 0);
    const QByteArray typed = "one\r\ntwo\n\nlast";
    QCOMPARE(::write(ends[1], typed.constData(), size_t(typed.size())), ssize_t(typed.size()));
    ::close(ends[1]);
    TextCollector questions;

    QCOMPARE(Prompt(ends[0], questions).readLine().value(), u"one"_s);
    QCOMPARE(Prompt(ends[0], questions).readLine().value(), u"two"_s);
    QCOMPARE(Prompt(ends[0], questions).readLine().value(), QString());
    QCOMPARE(Prompt(ends[0], questions).readLine().value(), u"last"_s);
    QCOMPARE(Prompt(ends[0], questions).readLine().error().code, "io"_L1);
    ::close(ends[0]);
}

QTEST_GUILESS_MAIN(PromptTest)
#include "tst_prompt.moc"
