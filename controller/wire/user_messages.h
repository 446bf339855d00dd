// Users, their access and their sessions. Rule: contract/cli.md 2.21. Levels are the contract's words: "add-model"; "" is none.
#pragma once

#include "core/status.h"

#include <boost/describe/class.hpp>

#include <string>
#include <vector>

namespace periapt::wire {

struct AddUser {
  std::string name;
  std::string display_name;
};
BOOST_DESCRIBE_STRUCT(AddUser, (), (name, display_name))

/// What lets a new user, or one whose password was reset, set a password, once.
struct RegistrationKey {
  std::string key;
};
BOOST_DESCRIBE_STRUCT(RegistrationKey, (), (key))

struct UserInfo {
  std::string name;
  std::string display_name;
  std::string access;
  TimeMs created_ms = 0;
  TimeMs seen_ms = 0; // last connection; 0: never
  bool disabled = false;
  bool has_password = false; // it can log in
};
BOOST_DESCRIBE_STRUCT(UserInfo, (), (name, display_name, access, created_ms, seen_ms, disabled, has_password))

struct UserList {
  std::vector<UserInfo> users; // by name
};
BOOST_DESCRIBE_STRUCT(UserList, (), (users))

/// Of oneself, or of anybody for a superuser.
struct SetPassword {
  std::string password;
};
BOOST_DESCRIBE_STRUCT(SetPassword, (), (password))

struct ChangeAccess {
  std::string user;
  std::string level;
  bool revoke = false;
};
BOOST_DESCRIBE_STRUCT(ChangeAccess, (), (user, level, revoke))

struct ChangeOfferAccess {
  std::string name; // the offer's
  ChangeAccess access;
};
BOOST_DESCRIBE_STRUCT(ChangeOfferAccess, (), (name, access))

struct ChangeCloudAccess {
  std::string cloud;
  ChangeAccess access;
};
BOOST_DESCRIBE_STRUCT(ChangeCloudAccess, (), (cloud, access))

struct Login {
  std::string user;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(Login, (), (user, password))

/// The first login of a user: the key is void from then on.
struct Register {
  std::string user;
  std::string key;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(Register, (), (user, key, password))

/// A session: the token goes with every request, as a bearer's.
struct LoggedIn {
  std::string user;
  std::string access; // to the controller
  std::string token;
  TimeMs expires_ms = 0;
};
BOOST_DESCRIBE_STRUCT(LoggedIn, (), (user, access, token, expires_ms))

/// Who has access to a model, an offer or a cloud.
struct GrantedUser {
  std::string name;
  std::string display_name;
  std::string access;
  TimeMs seen_ms = 0; // last connection to a model; 0: never
};
BOOST_DESCRIBE_STRUCT(GrantedUser, (), (name, display_name, access, seen_ms))

} // namespace periapt::wire
