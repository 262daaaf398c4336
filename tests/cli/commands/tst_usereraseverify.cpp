// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/erasurereceipt.h"
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class UserEraseVerifyTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void showsWhatASignatureFits();
    void takesWhatTheOtherCommandShows();
    void wantsTheKeyThatIsNamed();
    void refusesWhatWasChanged();
    void refusesWhatIsNotThere();

private:
    QString fileWith(const QByteArray &text)
    {
        QFile file(m_folder->filePath(u"receipt"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("No receipt can be written.");
        return file.fileName();
    }
    static CliProgram::Outcome verify(const QStringList &words)
    {
        CliProgram program;
        return program.run(QStringList{u"user"_s, u"erase-verify"_s} + words);
    }

    const Ed25519 m_key{QByteArray(Ed25519::KeyBytes, 'k')};
    QByteArray m_receipt;
    std::optional<QTemporaryDir> m_folder;
};

void UserEraseVerifyTest::init()
{
    qputenv("TZ", "UTC");
    m_folder.emplace();
    m_receipt = signedReceipt({.user = UserId(7),
                               .requestedBy = u"user:1"_s,
                               .erasedAt = Timestamp(std::chrono::milliseconds(5000)),
                               .counts = {{"sessions"_L1, 2}}},
                              m_key);
}

void UserEraseVerifyTest::showsWhatASignatureFits()
{
    const auto outcome = verify({fileWith(m_receipt + '\n')});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.exit, ExitCode::Done);
    QVERIFY(outcome.out.contains("User:               7\n"));
    QVERIFY(outcome.out.contains("Erased:             1970-01-01 00:00:05\n"));
    QVERIFY(outcome.out.contains("Sessions erased:    2\n"));
}

void UserEraseVerifyTest::takesWhatTheOtherCommandShows()
{
    FakeApi api;
    api.answer("GET /api/v1/admin/users/7/erase",
               R"({"user":"7","erasedAt":"1970-01-01T00:00:05.000Z","receipt":")" + m_receipt
                   + R"("})");
    CliProgram program;
    const auto shown = program.run(
        {u"user"_s, u"erase-receipt"_s, u"7"_s, u"-o"_s, u"json"_s, u"--server"_s, api.url()});
    QCOMPARE(shown.exit, ExitCode::Done);
    QCOMPARE(verify({fileWith(shown.out)}).exit, ExitCode::Done);
}

void UserEraseVerifyTest::wantsTheKeyThatIsNamed()
{
    const QString key = QString::fromLatin1(
        m_key.publicKey().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    QCOMPARE(verify({fileWith(m_receipt), u"--key"_s, key}).exit, ExitCode::Done);
    const auto refused = verify({fileWith(m_receipt), u"--key"_s, u"another"_s});
    QVERIFY(refused.exit != ExitCode::Done);
    QVERIFY(refused.err.contains(key.toLatin1()));
}

void UserEraseVerifyTest::refusesWhatWasChanged()
{
    const auto refused = verify({fileWith(m_receipt.chopped(4) + "AAAA")});
    QVERIFY(refused.exit != ExitCode::Done);
    QVERIFY(refused.err.contains("signature does not fit"));
    QVERIFY(refused.out.isEmpty());
}

void UserEraseVerifyTest::refusesWhatIsNotThere()
{
    const auto refused = verify({m_folder->filePath(u"missing"_s)});
    QVERIFY(refused.exit != ExitCode::Done);
    QVERIFY(refused.err.contains("cannot be read"));
}

QTEST_GUILESS_MAIN(UserEraseVerifyTest)
#include "tst_usereraseverify.moc"
