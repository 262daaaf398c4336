// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/exportfile.h"

#include <QBuffer>
#include <QTest>

using namespace linnet::cli;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Header =
    "{\"type\":\"header\",\"format\":\"linnet.export\",\"formatVersion\":1,\"content\":true}\n";
const QByteArray User = "{\"type\":\"user\",\"id\":\"7\"}\n";
const QByteArray Trailer = "{\"type\":\"trailer\",\"counts\":{\"user\":2}}\n";

} // namespace

class ExportFileTest : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatIsBetweenTheFirstLineAndTheLast();
    void seesWhatIsNotWhole_data();
    void seesWhatIsNotWhole();

private:
    static linnet::Result<qint64> linesOf(QByteArray text)
    {
        QBuffer buffer(&text);
        if (!buffer.open(QIODevice::ReadOnly))
            qFatal("A buffer does not open.");
        return requireWhole(buffer);
    }
};

void ExportFileTest::readsWhatIsBetweenTheFirstLineAndTheLast()
{
    QByteArray text = Header + User + User + Trailer;
    QBuffer buffer(&text);
    QVERIFY(buffer.open(QIODevice::ReadOnly));
    QCOMPARE(requireWhole(buffer).value(), 4);
    auto file = ExportFile::open(buffer);
    QVERIFY(file);
    QVERIFY(file->hasContent());
    const auto first = file->next();
    QCOMPARE(first.value()->line, 2);
    QCOMPARE(first.value()->type, u"user"_s);
    QCOMPARE(first.value()->object["id"_L1].toString(), u"7"_s);
    QVERIFY(file->next().value());
    QVERIFY(!file->next().value());
}

void ExportFileTest::seesWhatIsNotWhole_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");

    const auto row = [](const char *name, const QByteArray &text, const QString &message) {
        QTest::newRow(name) << text << message;
    };
    const QString other = u"This is no export of a server: its first line does not say so."_s;
    row("nothing", {}, other);
    row("something else", User, other);
    row("another format", "{\"type\":\"header\",\"format\":\"x\",\"formatVersion\":1}\n", other);
    row("another version",
        "{\"type\":\"header\",\"format\":\"linnet.export\",\"formatVersion\":2}\n",
        u"The file is of version 2, and this program reads version 1."_s);
    row("cut off", Header + User, u"The file was cut off after line 2."_s);
    row("cut off in a line", Header + User.chopped(3), u"Line 2 is no JSON object."_s);
    row("a line is missing", Header + User + Trailer,
        u"Lines are missing: the last one counts others than there are."_s);
    row("a line too many", Header + User + User + User + Trailer,
        u"Lines are missing: the last one counts others than there are."_s);
    row("more than all", Header + User + User + Trailer + User,
        u"Line 5 comes after the last one."_s);
    row("a line of nothing", Header + "{}\n", u"Line 2 does not say what it is."_s);
}

void ExportFileTest::seesWhatIsNotWhole()
{
    QFETCH(const QByteArray, text);
    const auto lines = linesOf(text);
    QVERIFY(!lines);
    QTEST(lines.error().message, "message");
}

QTEST_GUILESS_MAIN(ExportFileTest)
#include "tst_exportfile.moc"
