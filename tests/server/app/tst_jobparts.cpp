// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/foundation.h"
#include "tests/support/await.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

const Mail Code{.to = u"ann@example.org"_s,
                .templateName = u"sign-in-code"_s,
                .values = {{u"code"_s, u"123456"_s}, {u"minutes"_s, 5}}};

} // namespace

class JobPartsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void sendNoMailWhereNobodySaidHow();
    void writeMailsToAFolderInDevelopment();
    void leaveTheFolderToAMailServer();
    void keepTheirKeyOutsideTheDatabase();
    void refuseATemplateThatWouldFail();
    void refuseAPasswordThatOthersCanRead();

private:
    Result<> send(Foundation &foundation) const
    {
        return test::await(foundation.database->write(
            [&](Stores &stores) { return foundation.jobs->mailer.send(stores, Code); }));
    }
    QString fileWith(const QString &name, const QByteArray &text,
                     QFile::Permissions permissions = QFile::ReadOwner | QFile::WriteOwner)
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0
            || !file.setPermissions(permissions))
            qFatal("Cannot write.");
        return file.fileName();
    }

    Mailbox m_mailbox;
    std::unique_ptr<QTemporaryDir> m_folder;
    Config m_config;
};

void JobPartsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_config = Config();
    m_config.node.dataDirectory = m_folder->path();
}

void JobPartsTest::sendNoMailWhereNobodySaidHow()
{
    const auto foundation = std::move(*Foundation::open(m_config));

    QCOMPARE(send(*foundation).error().code, "mail_not_configured"_L1);
    QVERIFY(!foundation->jobs->mail);
}

void JobPartsTest::writeMailsToAFolderInDevelopment()
{
    const auto foundation = std::move(*Foundation::open(m_config, {.isDevelopment = true}));
    QVERIFY(test::await(foundation->jobs->runner.start()));

    QVERIFY(send(*foundation));

    const QDir mails(m_folder->filePath(u"mail"_s));
    QTRY_COMPARE(int(mails.entryList({u"*.eml"_s}, QDir::Files).size()), 1);
    QFile mail(mails.filePath(mails.entryList({u"*.eml"_s}, QDir::Files).front()));
    QVERIFY(mail.open(QIODevice::ReadOnly));
    QVERIFY(mail.readAll().contains("123456"));
}

void JobPartsTest::leaveTheFolderToAMailServer()
{
    m_config.mail.host = u"127.0.0.1"_s;
    m_config.mail.from = u"a@example.org"_s;
    const auto foundation = std::move(*Foundation::open(m_config, {.isDevelopment = true}));

    QVERIFY(send(*foundation));

    QVERIFY(!QDir(m_folder->filePath(u"mail"_s)).exists());
}

void JobPartsTest::keepTheirKeyOutsideTheDatabase()
{
    QVERIFY(Foundation::open(m_config));

    QCOMPARE(QFileInfo(m_folder->filePath(u"jobs.secret"_s)).size(), 32);
    fileWith(u"jobs.secret"_s, "too short");
    QVERIFY(!Foundation::open(m_config));
}

void JobPartsTest::refuseATemplateThatWouldFail()
{
    fileWith(u"sign-in-code.fr.txt"_s, "{{cod}}");
    m_config.mail.templates = m_folder->path();

    const auto foundation = Foundation::open(m_config);

    QVERIFY(!foundation);
    QVERIFY(foundation.error().message.contains(u"sign-in-code.fr.txt uses {{cod}}"_s));
}

void JobPartsTest::refuseAPasswordThatOthersCanRead()
{
    m_config.mail.host = u"127.0.0.1"_s;
    m_config.mail.from = u"a@example.org"_s;
    m_config.mail.user = u"linnet"_s;
    m_config.mail.passwordFile = fileWith(u"password"_s, "secret\n");
    QVERIFY(Foundation::open(m_config));

    fileWith(u"password"_s, "secret\n", QFile::ReadOwner | QFile::ReadOther);

    QCOMPARE(Foundation::open(m_config).error().code, "private_file_mode"_L1);
}

QTEST_GUILESS_MAIN(JobPartsTest)
#include "tst_jobparts.moc"
