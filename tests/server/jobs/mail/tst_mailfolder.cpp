// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/mail/mailfolder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

MimeMessage message()
{
    return {.id = "17.abcd@example.org",
            .from = {u"Linnet"_s, "no-reply@example.org"},
            .to = {{}, "ann@example.org"},
            .subject = u"Hello"_s,
            .text = u"Hello, Ann"_s};
}

} // namespace

class MailFolderTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsMailsForTheirOwnerAlone();
    void saysThatItCannotWrite();
    void saysBeforehandWhetherItCanWrite();
};

void MailFolderTest::keepsMailsForTheirOwnerAlone()
{
    const QTemporaryDir folder;
    MailFolder mails(folder.filePath(u"mail"_s));

    QVERIFY(mails.deliver(message(), {}));

    QFile file(folder.filePath(u"mail/17.abcd.eml"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), message().toBytes());
    QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void MailFolderTest::saysThatItCannotWrite()
{
    const auto delivered = MailFolder(u"/proc/nowhere"_s).deliver(message(), {});

    QVERIFY(!delivered);
    QCOMPARE(delivered.error().kind, Error::Kind::Unavailable);
}

void MailFolderTest::saysBeforehandWhetherItCanWrite()
{
    const QTemporaryDir folder;
    QVERIFY(MailFolder(folder.filePath(u"mail"_s)).probe({}));
    QCOMPARE(MailFolder(u"/proc/nowhere"_s).probe({}).error().kind, Error::Kind::Unavailable);
    QCOMPARE(QDir(folder.filePath(u"mail"_s)).count(), 2); // "." and "..": no mail.
}

QTEST_GUILESS_MAIN(MailFolderTest)
#include "tst_mailfolder.moc"
