// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Length =
    R"({"name":"otp.length","kind":"integer","value":8,"text":"8","source":"database",)"
    R"("isLocked":false,"default":6,"defaultText":"6","range":"4 to 10","choices":[],)"
    R"("setBy":"config.write","needsRestart":false,"waiting":null,)"
    R"("description":"Characters of a one-time code."})";

const QByteArray Path =
    R"({"name":"socketio.path","kind":"text","value":"/socket.io/","text":"/socket.io/",)"
    R"("source":"file","isLocked":true,"default":"/socket.io/","defaultText":"/socket.io/",)"
    R"("range":"","choices":[],"setBy":"config.write","needsRestart":true,"waiting":null,)"
    R"("description":"Where Socket.IO is served."})";

} // namespace

class SettingListTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_program.emplace(); }
    void listsSettings();
    void showsOne();
    void listsTheirHistory();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program->run(QStringList{u"setting"_s} + words
                              + QStringList{u"--server"_s, m_api.url()});
    }

    FakeApi m_api;
    std::optional<CliProgram> m_program;
};

void SettingListTest::listsSettings()
{
    m_api.answer("GET /api/v1/admin/settings",
                 "{\"items\":[" + Length + ',' + Path + "],\"nextCursor\":null}");
    QCOMPARE(run({u"list"_s}).out,
             "NAME           VALUE        FROM      LOCKED\n"
             "otp.length     8            database  no\n"
             "socketio.path  /socket.io/  file      yes\n");
    QCOMPARE(run({u"list"_s, u"-o"_s, u"name"_s}).out, "otp.length\nsocketio.path\n");
    QCOMPARE(run({u"list"_s, u"-o"_s, u"csv"_s, u"--fields"_s, u"name,value"_s}).out,
             "name,value\r\notp.length,8\r\nsocketio.path,/socket.io/\r\n");
}

void SettingListTest::showsOne()
{
    m_api.answer("GET /api/v1/admin/settings/otp.length", Length);
    QCOMPARE(run({u"show"_s, u"otp.length"_s}).out,
             "Name:                otp.length\n"
             "What it is:          Characters of a one-time code.\n"
             "Value:               8\n"
             "About:               -\n"
             "From:                database\n"
             "Locked:              no\n"
             "Set by:              config.write\n"
             "Default:             6\n"
             "Kind:                integer\n"
             "Range:               4 to 10\n"
             "Needs a restart:     no\n"
             "With the next start: -\n");
}

void SettingListTest::listsTheirHistory()
{
    qputenv("TZ", "UTC");
    m_api.answer("GET /api/v1/admin/settings/history", R"({"items":[
{"id":"17","at":"2026-11-21T12:54:28.146Z","actor":"user:1","address":"10.0.0.1",
 "before":{"otp.length":null},"after":{"otp.length":8},"undoes":null}],"nextCursor":null})");
    QCOMPARE(run({u"history"_s}).out,
             "ID  WHEN                 WHO     BEFORE        AFTER\n"
             "17  2026-11-21 12:54:28  user:1  otp.length -  otp.length 8\n");
}

QTEST_GUILESS_MAIN(SettingListTest)
#include "tst_settinglist.moc"
