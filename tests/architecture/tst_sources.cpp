// SPDX-License-Identifier: GPL-3.0-or-later
// What every source file keeps to, as far as reading it can tell.
#include "tests/architecture/sourcetree.h"

#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostLines = 400;

//! What the programs are made of, and the tests besides.
const QStringList Sources = {u"common"_s, u"server"_s, u"cli"_s};
const QStringList All = Sources + QStringList{u"tests"_s};

//! Sources that no program of their own name tests, each with who does instead.
const QHash<QString, QString> TestedElsewhere = {
    {u"cli/commandline/globaloptions.cpp"_s, u"tst_commandparser"_s},
    {u"cli/commandline/optionparser.cpp"_s, u"tst_commandparser"_s},
    {u"cli/commands/backuprestore.cpp"_s, u"tst_backupverify"_s},
    {u"cli/commands/backupwait.cpp"_s, u"tst_backupcreate"_s},
    {u"cli/commands/exportedchats.cpp"_s, u"tst_importall"_s},
    {u"cli/commands/exportedties.cpp"_s, u"tst_importall"_s},
    {u"cli/commands/pastmessage.cpp"_s, u"tst_importall"_s},
    {u"server/services/admin/personline.cpp"_s, u"tst_personexport and tst_exportedtables"_s},
    {u"cli/commands/completionprint.cpp"_s, u"tst_commands"_s},
    {u"cli/commands/contextadd.cpp"_s, u"tst_contextlist"_s},
    {u"cli/commands/contextremove.cpp"_s, u"tst_contextlist"_s},
    {u"cli/commands/contextshow.cpp"_s, u"tst_contextlist"_s},
    {u"cli/commands/contextuse.cpp"_s, u"tst_contextlist"_s},
    {u"cli/commands/selection.cpp"_s, u"tst_jobretry, tst_jobdiscard and tst_sessionrevoke"_s},
    {u"cli/commands/jobshow.cpp"_s, u"tst_joblist"_s},
    {u"cli/commands/failedsheet.cpp"_s, u"tst_importusers"_s},
    {u"cli/commands/importlog.cpp"_s, u"tst_importall"_s},
    {u"cli/commands/invocation.cpp"_s, u"tst_login and tst_sessionrevoke"_s},
    {u"cli/commands/keylist.cpp"_s, u"tst_keyrotate"_s},
    {u"cli/commands/logout.cpp"_s, u"tst_login"_s},
    {u"cli/commands/patiently.cpp"_s, u"tst_importusers"_s},
    {u"cli/commands/peopleimport.cpp"_s, u"tst_importall"_s},
    {u"cli/commands/reportdismiss.cpp"_s, u"tst_reportresolve"_s},
    {u"cli/commands/reportnote.cpp"_s, u"tst_reportresolve"_s},
    {u"cli/commands/reportreopen.cpp"_s, u"tst_reportresolve"_s},
    {u"cli/commands/reportsettling.cpp"_s, u"tst_reportresolve"_s},
    {u"cli/commands/reportshow.cpp"_s, u"tst_reportresolve"_s},
    {u"cli/commands/reporttake.cpp"_s, u"tst_reportresolve"_s},
    {u"cli/commands/webhookdelete.cpp"_s, u"tst_webhookcreate"_s},
    {u"cli/commands/webhookdeliveries.cpp"_s, u"tst_webhooklist"_s},
    {u"cli/commands/webhookdelivery.cpp"_s, u"tst_webhookcreate"_s},
    {u"cli/commands/webhookedit.cpp"_s, u"tst_webhookcreate"_s},
    {u"cli/commands/webhookredeliver.cpp"_s, u"tst_webhookcreate"_s},
    {u"cli/commands/webhookrotatesecret.cpp"_s, u"tst_webhookcreate"_s},
    {u"cli/commands/webhookshow.cpp"_s, u"tst_webhookcreate"_s},
    {u"cli/commands/webhooktest.cpp"_s, u"tst_webhookcreate"_s},
    {u"cli/commands/savedownload.cpp"_s, u"tst_userexport"_s},
    {u"cli/commands/serverwork.cpp"_s, u"tst_backupcreate and tst_storagesweep"_s},
    {u"cli/commands/usererasereceipt.cpp"_s, u"tst_usereraseverify"_s},
    {u"server/services/doctor/backuphistory.cpp"_s, u"tst_backupcheck and tst_restorecheck"_s},
    {u"server/services/doctor/slowcheck.cpp"_s, u"tst_doctorservice"_s},
    {u"server/services/admin/personexportservice.cpp"_s, u"tst_personexport"_s},
    {u"server/services/admin/serverexportservice.cpp"_s, u"tst_serverexport"_s},
    {u"cli/commands/userimport.cpp"_s, u"tst_importusers"_s},
    {u"cli/commands/usertable.cpp"_s, u"tst_usershow"_s},
    {u"cli/commands/otpdelivery.cpp"_s, u"tst_otpattempts"_s},
    {u"cli/commands/otptestsend.cpp"_s, u"tst_otpbreakglass"_s},
    {u"cli/commands/otpunlock.cpp"_s, u"tst_otplockouts"_s},
    {u"cli/commands/settingchanges.cpp"_s, u"tst_settingset"_s},
    {u"cli/commands/settinghistory.cpp"_s, u"tst_settinglist"_s},
    {u"cli/commands/settingshow.cpp"_s, u"tst_settinglist"_s},
    {u"cli/commands/settingundo.cpp"_s, u"tst_settingset"_s},
    {u"cli/commands/settingunset.cpp"_s, u"tst_settingset"_s},
    {u"cli/commands/version.cpp"_s, u"tst_commands"_s},
    {u"cli/completion/thingsnamed.cpp"_s, u"tst_completer"_s},
    {u"cli/interruption.cpp"_s, u"tst_main"_s},
    {u"cli/output/csvrecords.cpp"_s, u"tst_records"_s},
    {u"cli/output/descriptorsink.cpp"_s, u"tst_main"_s},
    {u"cli/output/jsonrecords.cpp"_s, u"tst_records"_s},
    {u"cli/output/namerecords.cpp"_s, u"tst_records"_s},
    {u"cli/output/widecharacters.cpp"_s, u"tst_displaytext"_s},
    {u"cli/program.cpp"_s, u"tst_main and those of the commands"_s},
    {u"cli/whatsapp/chatattachment.cpp"_s, u"tst_chatreader"_s},
    {u"cli/whatsapp/chatimport.cpp"_s, u"tst_importwhatsapp"_s},
    {u"cli/whatsapp/chatlines.cpp"_s, u"tst_chatreader"_s},
    {u"cli/whatsapp/chatpeople.cpp"_s, u"tst_importwhatsapp"_s},
    {u"cli/whatsapp/chatsurvey.cpp"_s, u"tst_importwhatsapp"_s},
    {u"cli/whatsapp/historysender.cpp"_s, u"tst_importwhatsapp"_s},
    {u"common/client/exchangefailure.cpp"_s, u"tst_httptransport"_s},
    {u"common/core/hiddeninput.cpp"_s, u"tst_prompt"_s},
    {u"common/protocol/csvformula.cpp"_s, u"tst_csvwriter"_s},
    {u"common/domain/mediapath.cpp"_s, u"tst_pictures"_s},
    {u"common/domain/notfound.cpp"_s, u"tst_messageservice and tst_phonemedia compare the words"_s},
    {u"server/api/admin/admincodec.cpp"_s, u"tst_adminusers"_s},
    {u"server/api/admin/selectionparam.cpp"_s, u"tst_adminsessions"_s},
    {u"server/api/admin/settingjson.cpp"_s, u"tst_adminsettings"_s},
    {u"server/app/configrules.cpp"_s, u"tst_configfile"_s},
    {u"server/app/backupcommand.cpp"_s, u"tests/e2e/backup.test.mjs"_s},
    {u"server/app/passphraseprompt.cpp"_s, u"tests/e2e/backup.test.mjs"_s},
    {u"server/app/stopsignals.cpp"_s, u"tests/e2e/backup.test.mjs"_s},
    {u"server/services/admin/erasurescope.cpp"_s, u"tst_eraser"_s},
    {u"server/backup/archivewriter.cpp"_s, u"tst_archivereader"_s},
    {u"server/backup/backuperror.cpp"_s, u"tst_extractbackup"_s},
    {u"server/backup/backupfile.cpp"_s, u"tst_createbackup"_s},
    {u"server/backup/sealheader.cpp"_s, u"tst_sealedstream"_s},
    {u"server/app/configsection.cpp"_s, u"tst_configfile"_s},
    {u"server/dialects/whispr/whisprhistory.cpp"_s, u"tst_whisprchat and tst_whisprstars"_s},
    {u"server/jobs/jobworker.cpp"_s, u"tst_jobrunner"_s},
    {u"server/net/acceptor.cpp"_s, u"tst_server"_s},
    {u"server/net/connectionpool.cpp"_s, u"tst_server"_s},
    {u"server/net/httpfault.cpp"_s, u"tst_httpwire"_s},
    {u"server/net/ioworker.cpp"_s, u"tst_server"_s},
    {u"server/net/plainstream.cpp"_s, u"tst_connection"_s},
    {u"server/net/tlscontext.cpp"_s, u"tst_tls"_s},
    {u"server/net/tlsstream.cpp"_s, u"tst_tls"_s},
    {u"server/net/websocket.cpp"_s, u"tst_websocketwire"_s},
    {u"server/services/chat/groupwriter.cpp"_s, u"tst_groupservice and tst_admingroupservice"_s},
    {u"server/services/media/mediaingest.cpp"_s, u"tst_mediaservice"_s},
    {u"server/storage/sql/completions.cpp"_s, u"tst_sqldatabase"_s},
    {u"server/storage/sql/conversationcounter.cpp"_s, u"tst_sqlmessagestore"_s},
    {u"server/storage/sql/messageinsert.cpp"_s, u"tst_sqlmessagestore"_s},
    {u"server/storage/sql/messagewindow.cpp"_s, u"tst_sqlmessagestore"_s},
    {u"server/storage/sql/rows.cpp"_s, u"tst_sqlmessagestore"_s},
    {u"server/storage/sql/runjob.cpp"_s, u"tst_sqldatabase"_s},
    {u"server/storage/sql/sqlaccess.cpp"_s, u"tst_sqldatabase"_s},
    {u"server/storage/sql/sqlconnection.cpp"_s, u"tst_migration"_s},
    {u"server/storage/sql/sqlreader.cpp"_s, u"tst_sqldatabase"_s},
    {u"server/storage/sql/sqlwriter.cpp"_s, u"tst_sqldatabase"_s},
    {u"server/storage/sql/storagefailure.cpp"_s, u"tst_sqldatabase"_s},
    {u"server/transport/hub/localhub.cpp"_s, u"tst_hub"_s},
    {u"server/transport/hub/outgoingevent.cpp"_s, u"tst_hub"_s},
    {u"server/app/adminparts.cpp"_s, u"tst_front and tst_app"_s},
    {u"server/app/chatparts.cpp"_s, u"tst_front and tst_app"_s},
    {u"server/app/commands.cpp"_s, u"tests/e2e/process.test.mjs"_s},
    {u"server/app/daemon.cpp"_s, u"tests/e2e/process.test.mjs"_s},
    {u"server/app/identityparts.cpp"_s, u"tst_front and tst_app"_s},
    {u"server/main.cpp"_s, u"tests/e2e starts the program itself"_s},
    {u"server/transport/protocolprofile/clientsuite.cpp"_s, u"tests/scenario/tst_clientsuite"_s},
    {u"server/transport/protocolprofile/echolistener.cpp"_s,
     u"tests/scenario/tst_engineprotocol"_s},
    {u"server/transport/protocolprofile/echopart.cpp"_s, u"tests/scenario/tst_protocolroutes"_s},
    {u"server/transport/protocolprofile/echosockets.cpp"_s,
     u"tests/scenario/tst_socketioprotocol"_s},
    {u"server/transport/protocolprofile/protocolprofile.cpp"_s,
     u"tests/scenario/tst_engineprotocol"_s},
    {u"server/transport/protocolprofile/suiteconversation.cpp"_s,
     u"tests/scenario/tst_clientsuite"_s},
    {u"server/transport/protocolprofile/websocketechopart.cpp"_s,
     u"tests/scenario/tst_protocolroutes"_s},
    {u"server/transport/socketio/socketioserver.cpp"_s, u"tst_client and tst_socket"_s},
};

QStringList cppFiles(const QStringList &folders)
{
    QStringList files;
    for (const QString &folder : folders)
        files += sourceFiles(folder, {u"*.h"_s, u"*.cpp"_s});
    return files;
}

//! \return the lines of \p files that match \p pattern, as "file:line: text".
QStringList linesMatching(const QStringList &files, const QString &pattern)
{
    const QRegularExpression expression(pattern);
    QStringList found;
    for (const QString &file : files) {
        const QStringList lines = sourceText(file).split(u'\n');
        for (qsizetype i = 0; i < lines.size(); ++i)
            if (lines[i].contains(expression))
                found.append(u"%1:%2: %3"_s.arg(file).arg(i + 1).arg(lines[i].trimmed()));
    }
    return found;
}

//! \return the text from the brace at \p open to the one that closes it.
QStringView block(const QString &text, qsizetype open)
{
    int depth = 0;
    for (qsizetype i = open; i < text.size(); ++i) {
        if (text[i] == u'{')
            ++depth;
        else if (text[i] == u'}' && --depth == 0)
            return QStringView(text).mid(open, i - open);
    }
    return QStringView(text).mid(open);
}

} // namespace

class SourcesTest : public QObject
{
    Q_OBJECT

private slots:
    void nameTheirLicence();
    void areShort();
    void leaveNothingForLater();
    void areTestedByAProgramOfTheirName();
    void statementsAreNotSqlitesAlone();
    void testsDoNotSleep();
    void testsArePatient();
    void noCapturingLambdaIsACoroutine();
    void coroutinesTakeTheirArgumentsByValue();
    void endWithOneNewline();
};

void SourcesTest::nameTheirLicence()
{
    QStringList offenders;
    for (const QString &file : cppFiles(All))
        if (!sourceText(file).startsWith(u"// SPDX-License-Identifier: GPL-3.0-or-later\n"))
            offenders.append(file);
    const QStringList scripts =
        sourceFiles(u"."_s, {u"CMakeLists.txt"_s})
            .filter(QRegularExpression(u"^\\./(cli|common|server|tests)/"_s));
    for (const QString &file : scripts)
        if (!sourceText(file).startsWith(u"# SPDX-License-Identifier: GPL-3.0-or-later\n"))
            offenders.append(file);
    QVERIFY2(offenders.isEmpty(), qPrintable(offenders.join(u'\n')));
}

void SourcesTest::areShort()
{
    QStringList offenders;
    for (const QString &file : cppFiles(Sources)) {
        const qsizetype lines = sourceText(file).count(u'\n');
        if (lines > MostLines)
            offenders.append(u"%1: %2 lines"_s.arg(file).arg(lines));
    }
    QVERIFY2(offenders.isEmpty(), qPrintable(offenders.join(u'\n')));
}

void SourcesTest::leaveNothingForLater()
{
    const QStringList files = cppFiles(All);
    const QStringList offenders = linesMatching(files,
                                                u"\\b(TO"
                                                "DO|FIX"
                                                "ME|X"
                                                "XX)\\b"_s);
    QVERIFY2(offenders.isEmpty(), qPrintable(offenders.join(u'\n')));
}

void SourcesTest::areTestedByAProgramOfTheirName()
{
    QStringList offenders;
    for (const QString &folder : Sources)
        for (const QString &file : sourceFiles(folder, {u"*.cpp"_s})) {
            const QFileInfo info(file);
            const QString test = u"tests/%1/tst_%2"_s.arg(info.path(), info.fileName());
            const bool exists = QFile::exists(QStringLiteral(SOURCE_ROOT "/") + test);
            if (exists && TestedElsewhere.contains(file))
                offenders.append(file + u" has a test and is listed as having none"_s);
            if (!exists && !TestedElsewhere.contains(file))
                offenders.append(file + u" wants "_s + test);
        }
    for (const QString &file : TestedElsewhere.keys())
        if (!QFile::exists(QStringLiteral(SOURCE_ROOT "/") + file))
            offenders.append(file + u" is listed and does not exist"_s);
    QVERIFY2(offenders.isEmpty(), qPrintable(offenders.join(u'\n')));
}

//! What reading can tell of it.
void SourcesTest::statementsAreNotSqlitesAlone()
{
    QStringList files = cppFiles({u"server/storage/sql"_s});
    files.removeOne(u"server/storage/sql/sqlwords.h"_s);
    files.removeOne(u"server/storage/sql/snapshot.cpp"_s); // Copies what is SQLite's.
    const QStringList offenders = linesMatching(
        files,
        u"\\browid\\b|\\bsum\\([\\w.]+ [=<>]|(?<!std::)\\b(max|min)\\([\\w.?]+, |"
        "\\bCROSS JOIN\\b|\\b(ifnull|strftime|group_concat|json_each|instr)\\(|\\bGLOB\\b"_s);
    QVERIFY2(offenders.isEmpty(), qPrintable(offenders.join(u'\n')));
}

void SourcesTest::testsDoNotSleep()
{
    const QStringList offenders =
        linesMatching(cppFiles({u"tests"_s}),
                      u"\\b(qSleep|m?sleep|usleep|nanosleep|sleep_for|sleep_until)\\s*\\("_s);
    QVERIFY2(offenders.isEmpty(), qPrintable(offenders.join(u'\n')));
}

//! What each waits for may take a busy machine long: how long is for all of them to be said once.
void SourcesTest::testsArePatient()
{
    static const QString Header = u"tests/support/patience.h"_s;
    const QStringList tests =
        cppFiles({u"tests"_s}).filter(QRegularExpression(u"^tests/(?!architecture/|bench/)"_s));
    QStringList others = tests;
    others.removeOne(Header);
    QStringList offenders = linesMatching(
        others,
        u"\\bQTRY_(?!VERIFY2?\\b|COMPARE\\b)|\\bqWaitFor\\b|\\bwaitFor(Started|Finished)\\(\\d*\\)"_s);
    static const QRegularExpression spies(u"\\bQSignalSpy\\s+(\\w+)\\b"_s);
    for (const QString &file : others) {
        const QString text = sourceText(file);
        auto found = spies.globalMatch(text);
        while (found.hasNext())
            offenders += linesMatching({file}, u"\\b%1\\.wait\\("_s.arg(found.next().captured(1)));
        if (text.contains(u"QTRY_"_s) && !text.contains(u"#include \"%1\""_s.arg(Header)))
            offenders.append(file + u" wants "_s + Header);
    }
    QVERIFY2(offenders.isEmpty(), qPrintable(offenders.join(u'\n')));
}

void SourcesTest::noCapturingLambdaIsACoroutine()
{
    // Captures die with the lambda, while the coroutine goes on.
    const QRegularExpression capturing(
        u"\\[[^\\[\\]]+\\]\\s*(\\([^()]*\\))?\\s*(mutable\\s*)?(->[^{;]*)?\\{"_s);
    const QRegularExpression suspends(u"\\bco_(await|return|yield)\\b"_s);
    QStringList offenders;
    for (const QString &file : cppFiles(All)) {
        const QString text = sourceText(file);
        auto lambdas = capturing.globalMatch(text);
        while (lambdas.hasNext()) {
            const auto lambda = lambdas.next();
            if (suspends.match(block(text, lambda.capturedEnd() - 1).toString()).hasMatch())
                offenders.append(file + u": "_s + lambda.captured().simplified());
        }
    }
    QVERIFY2(offenders.isEmpty(), qPrintable(offenders.join(u'\n')));
}

void SourcesTest::coroutinesTakeTheirArgumentsByValue()
{
    // What the caller passed is gone after the first suspension.
    const QRegularExpression coroutine(
        u"QCoro::Task<[^;{}()]*>\\s+(?:\\w+::)*\\w+\\(((?:[^()]|\\([^()]*\\))*)\\)"_s);
    // What a callback takes is its business.
    const QRegularExpression ofFunctions(u"\\([^()]*\\)"_s);
    QStringList offenders;
    for (const QString &file : cppFiles(Sources)) {
        const QString text = sourceText(file);
        auto declarations = coroutine.globalMatch(text);
        while (declarations.hasNext()) {
            const auto declaration = declarations.next();
            if (declaration.captured(1).remove(ofFunctions).contains(u'&'))
                offenders.append(file + u": "_s + declaration.captured().simplified());
        }
    }
    QVERIFY2(offenders.isEmpty(), qPrintable(offenders.join(u'\n')));
}

void SourcesTest::endWithOneNewline()
{
    QStringList offenders;
    for (const QString &file : cppFiles(All)) {
        const QString text = sourceText(file);
        if (!text.endsWith(u'\n') || text.endsWith(u"\n\n") || text.contains(u'\r'))
            offenders.append(file);
    }
    QVERIFY2(offenders.isEmpty(), qPrintable(offenders.join(u'\n')));
}

QTEST_GUILESS_MAIN(SourcesTest)
#include "tst_sources.moc"
