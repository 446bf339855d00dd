class wrapper::syntax {
  file { '/nowhere' content => 'a colon is missing' }
}
