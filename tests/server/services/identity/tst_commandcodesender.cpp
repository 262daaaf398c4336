// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/cpupool.h"
#include "server/services/identity/commandcodesender.h"
#include "tests/support/await.h"
#include "tests/support/patience.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class CommandCodeSenderTest : public QObject
{
    Q_OBJECT

private slots:
    void givesDestinationAndCodeOnStandardInput();
    void showsTheCodeToNobodyElse();
    void usesNoShell();
    void saysThatDeliveryFailed_data();
    void saysThatDeliveryFailed();
    void endsACommandThatHangsAndWhatItStarted();
    void waitsForNoCommandOnceItsPoolStops();

private:
    Result<> send(const QStringList &command, std::chrono::milliseconds timeout = Patience)
    {
        return await(
            CommandCodeSender(m_workers, command, timeout)
                .send({*parsePhone(u"+911111111111"_s), u"123456"_s, std::chrono::minutes(5)}));
    }
    QString path(const QString &name) const { return m_directory.filePath(name); }
    QByteArray contents(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    Mailbox m_mailbox;
    CpuPool m_workers;
    QTemporaryDir m_directory;
};

void CommandCodeSenderTest::givesDestinationAndCodeOnStandardInput()
{
    QVERIFY(send({u"/bin/sh"_s, u"-c"_s, u"cat > \"$0\""_s, path(u"input"_s)}));

    QCOMPARE(contents(u"input"_s), "+911111111111\n123456\n");
}

void CommandCodeSenderTest::showsTheCodeToNobodyElse()
{
    QVERIFY(send({u"/bin/sh"_s, u"-c"_s,
                  u"cat /proc/$$/cmdline /proc/$$/environ > \"$0\"; cat > /dev/null"_s,
                  path(u"seen"_s)}));

    QVERIFY(contents(u"seen"_s).contains("/bin/sh"));
    QVERIFY(!contents(u"seen"_s).contains("123456"));
    QVERIFY(!contents(u"seen"_s).contains("+911111111111"));
}

void CommandCodeSenderTest::usesNoShell()
{
    QVERIFY(send({u"/usr/bin/touch"_s, path(u"a; touch b $(touch c)"_s)}));

    QVERIFY(QFile::exists(path(u"a; touch b $(touch c)"_s)));
}

void CommandCodeSenderTest::saysThatDeliveryFailed_data()
{
    QTest::addColumn<QStringList>("command");

    QTest::newRow("no command") << QStringList();
    QTest::newRow("not there") << QStringList{u"/nowhere/to/be/found"_s};
    QTest::newRow("fails") << QStringList{u"/bin/false"_s};
    QTest::newRow("is killed") << QStringList{u"/bin/sh"_s, u"-c"_s, u"kill -9 $$"_s};
}

void CommandCodeSenderTest::saysThatDeliveryFailed()
{
    QFETCH(QStringList, command);

    const auto sent = send(command);

    QVERIFY(!sent);
    QCOMPARE(sent.error().kind, Error::Kind::Unavailable);
    QCOMPARE(sent.error().code, "delivery_failed"_L1);
    QVERIFY(!sent.error().detail.isEmpty());
}

void CommandCodeSenderTest::endsACommandThatHangsAndWhatItStarted()
{
    QElapsedTimer elapsed;
    elapsed.start();

    const auto sent =
        send({u"/bin/sh"_s, u"-c"_s, u"sleep 60 & echo $! > \"$0\"; wait"_s, path(u"pid"_s)},
             std::chrono::milliseconds(500));

    QVERIFY(!sent);
    QCOMPARE(sent.error().code, "delivery_failed"_L1);
    QVERIFY(elapsed.elapsed() < 30000);
    const pid_t child = contents(u"pid"_s).trimmed().toInt();
    QVERIFY(child > 0);
    const auto isGone = [child] {
        QFile status(u"/proc/%1/stat"_s.arg(child));
        return !status.open(QIODevice::ReadOnly) || status.readAll().contains(") Z");
    };
    QTRY_VERIFY(isGone());
}

void CommandCodeSenderTest::waitsForNoCommandOnceItsPoolStops()
{
    CpuPool workers;
    CommandCodeSender sender(
        workers, {u"/bin/sh"_s, u"-c"_s, u"touch \"$0\"; exec sleep 600"_s, path(u"begun"_s)},
        std::chrono::minutes(10));
    std::vector<QCoro::Task<Result<>>> tasks;
    tasks.push_back(sender.send({*parsePhone(u"+911111111111"_s), u"123456"_s, {}}));
    QTRY_VERIFY(QFile::exists(path(u"begun"_s)));
    QElapsedTimer elapsed;
    elapsed.start();

    workers.stopNow();

    QVERIFY(elapsed.elapsed() < LongPatience.count());
    QCOMPARE(awaitAll(std::move(tasks))[0].error().code, "delivery_failed"_L1);
}

QTEST_GUILESS_MAIN(CommandCodeSenderTest)
#include "tst_commandcodesender.moc"
