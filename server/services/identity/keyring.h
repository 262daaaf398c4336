// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/privatefile.h"
#include "common/core/result.h"
#include "server/services/identity/rsakey.h"

#include <QByteArray>
#include <QJsonObject>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace linnet {

struct KeyRingSettings
{
    QString directory; //!< Made with mode 0700 if it is not there.
    int bits = 3072; //!< Of keys it makes.
    //! How long tokens signed with a key may live after it was replaced.
    std::chrono::milliseconds overlap = std::chrono::minutes(15);
    QString givenKey = {}; //!< A PEM file to use instead of keys of the server's own.
    QByteArray givenKeyId = {}; //!< Its name; empty: its thumbprint.
    Openness givenKeyOpenness = Openness::Refused;
};

//! \brief A key and what tokens call it.
struct NamedKey
{
    QByteArray id;
    RsaKey key;
    Timestamp since{};
};

//! \brief A key as those who run the server see it.
struct KeyListing
{
    QByteArray id;
    Timestamp since{}; //!< Zero of a given key: nobody knows.
    std::optional<Timestamp> until = {}; //!< Of one that signs no more: when it is known no longer.
};

//! \brief The keys that access tokens are signed with: the newest signs, older ones are known until
//! nothing they signed can be alive. Safe from any thread.
class KeyRing
{
public:
    //! Reads what is there; makes no key. Key files that others may read are refused.
    static Result<std::unique_ptr<KeyRing>> open(KeyRingSettings settings, const Clock &clock);

    //! \return the newest key, made now if there is none: seconds of work, for the CPU pool.
    Result<NamedKey> signingKey();

    //! \return why no key can be made now, if so: where one is given.
    Result<> mayRotate();
    //! Makes a key that nothing is signed with yet, for the CPU pool as well. Refused for a given
    //! key.
    Result<RsaKey> generate();
    //! Signs with \p key from now on, which is on the disk before. Refused for a given key.
    Result<NamedKey> rotateTo(const RsaKey &key);
    //! Makes a key and signs with it.
    Result<NamedKey> rotate();

    //! \brief Keys that were read, and are good. No key is made while there is one of these.
    struct Reading
    {
        KeyRingSettings settings;
        std::vector<NamedKey> keys;
        std::unique_lock<std::mutex> making;
    };

    //! Reads the files that \p settings name, and changes nothing.
    Result<Reading> read(KeyRingSettings settings);
    //! Signs and verifies with \p reading from now on.
    void adopt(Reading reading);

    bool hasKey() const;
    //! \return the key that signs; nothing until there is one. Of a given key nobody knows since
    //! when.
    std::optional<NamedKey> newest() const;
    //! \return all there are, the one that signs first.
    std::vector<KeyListing> list() const;
    //! \return the same as it would be after a rotation: the new key, which has no id yet, first.
    std::vector<KeyListing> listAfterRotation() const;
    std::optional<RsaKey> find(const QByteArray &id) const;

    //! \return a JWK set (RFC 7517) with the newest key first.
    QJsonObject toJwks() const;

private:
    explicit KeyRing(const Clock &clock);
    Result<> requireOwnKeys() const;
    Result<NamedKey> add(const RsaKey &key);
    void retire();
    //! \return those that something which they signed may be alive of; under m_mutex.
    std::span<const NamedKey> knownKeys() const;

    const Clock &m_clock;
    std::mutex m_making; //!< One key is made at a time.
    KeyRingSettings m_settings; //!< Under m_making.
    std::atomic<std::chrono::milliseconds> m_overlap{}; //!< Of m_settings.
    mutable std::mutex m_mutex;
    std::vector<NamedKey> m_keys; //!< Newest first.
};

} // namespace linnet
