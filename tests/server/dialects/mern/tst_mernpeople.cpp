// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/mern/mernfixture.h"
#include "tests/support/picture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class MernPeopleTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_mern = std::make_unique<MernFixture>(); }
    void cleanup() { m_mern.reset(); }

    void showsSomebody();
    void changesOnlyWhatIsSaid();
    void takesBackTheUserNameThatItGave_data();
    void takesBackTheUserNameThatItGave();
    void takesAPictureOrItsUrl();
    void keepsItsOwnUrlsAsPaths();
    void changesTheStatus();

private:
    std::unique_ptr<MernFixture> m_mern;
};

void MernPeopleTest::showsSomebody()
{
    const QByteArray path = "/api/users/" + m_mern->bob.toString().toLatin1();
    const QJsonObject bob = m_mern->body(m_mern->ask(Method::Get, path, m_mern->alice));
    QCOMPARE(bob["name"_L1], QJsonValue(u"User 102"_s));
    QCOMPARE(bob["user"_L1]["name"_L1], bob["name"_L1]);
    const auto nobody = m_mern->ask(Method::Get, "/api/users/7", m_mern->alice);
    QCOMPARE(m_mern->complaint(nobody), u"User not found"_s);
}

void MernPeopleTest::changesOnlyWhatIsSaid()
{
    for (const Method method : {Method::Put, Method::Patch, Method::Post}) {
        const auto outcome =
            m_mern->ask(method, "/api/users/update", m_mern->alice,
                        {{"name"_L1, "Alice"_L1}, {"id"_L1, m_mern->bob.toString()}});
        const QJsonObject user = m_mern->body(outcome)["user"_L1].toObject();
        QCOMPARE(user["_id"_L1], QJsonValue(m_mern->alice.toString()));
        QCOMPARE(user["name"_L1], QJsonValue(u"Alice"_s));
        QCOMPARE(user["status"_L1], QJsonValue(u"Hello"_s));
    }
    QCOMPARE(await(m_mern->people.find(m_mern->bob))->displayName, u"User 102"_s);
}

void MernPeopleTest::takesBackTheUserNameThatItGave_data()
{
    QTest::addColumn<ProfileChange>("before");
    QTest::addColumn<QString>("shown");
    ProfileChange named;
    named.displayName = u"John Doe"_s;
    QTest::newRow("who has none") << named << u"John Doe"_s;
    named.username = u"john.doe"_s;
    QTest::newRow("who has one") << named << u"john.doe"_s;
}

void MernPeopleTest::takesBackTheUserNameThatItGave()
{
    QFETCH(ProfileChange, before);
    QFETCH(QString, shown);
    QVERIFY(await(m_mern->people.change(m_mern->alice, before)));
    const auto changed = m_mern->ask(Method::Put, "/api/users/update", m_mern->alice,
                                     {{"username"_L1, shown}, {"bio"_L1, "new"_L1}});
    const QJsonObject user = m_mern->body(changed)["user"_L1].toObject();
    QCOMPARE(user["username"_L1], QJsonValue(shown));
    QCOMPARE(user["name"_L1], QJsonValue(u"John Doe"_s));
    QCOMPARE(user["bio"_L1], QJsonValue(u"new"_s));
    const auto other = m_mern->ask(Method::Put, "/api/users/update", m_mern->alice,
                                   {{"username"_L1, "Jane Doe"_L1}});
    QCOMPARE(m_mern->kindOf(other), Error::Kind::InvalidInput);
}

void MernPeopleTest::takesAPictureOrItsUrl()
{
    Call call;
    call.caller.user = m_mern->alice;
    m_mern->attach(call, pngPicture());
    const QJsonObject changed = m_mern->body(m_mern->ask(Method::Put, "/api/users/update", call));
    QVERIFY(changed["user"_L1]["avatar"_L1].toString().startsWith(u"https://chat.example.org/"_s));
    m_mern->attach(call, "no picture at all");
    QVERIFY(!m_mern->ask(Method::Put, "/api/users/update", call));
}

//! Others may reach this server by another name, and clients of phone by any.
void MernPeopleTest::keepsItsOwnUrlsAsPaths()
{
    const auto avatarFor = [this](const QString &url) {
        const QJsonObject form{{"name"_L1, "Alice"_L1}, {"avatar"_L1, url}};
        const auto changed = m_mern->ask(Method::Put, "/api/users/update", m_mern->alice, form);
        return changed ? await(m_mern->people.find(m_mern->alice))->avatarUrl : QString();
    };
    const QString path = u"/api/v1/media/files/x.jpg"_s;
    QCOMPARE(avatarFor(u"https://chat.example.org"_s + path), path);
    QCOMPARE(avatarFor(path), path);
    QCOMPARE(avatarFor(u"https://example.org/x.jpg"_s), u"https://example.org/x.jpg"_s);
}

void MernPeopleTest::changesTheStatus()
{
    const auto outcome =
        m_mern->ask(Method::Patch, "/api/users/status", m_mern->alice, {{"status"_L1, "Busy"_L1}});
    QCOMPARE(m_mern->body(outcome)["status"_L1], QJsonValue(u"Busy"_s));
    QCOMPARE(await(m_mern->people.find(m_mern->alice))->statusText, u"Busy"_s);
    QVERIFY(!m_mern->ask(Method::Patch, "/api/users/status", m_mern->alice));
}

QTEST_GUILESS_MAIN(MernPeopleTest)
#include "tst_mernpeople.moc"
